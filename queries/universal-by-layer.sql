/*---
title: Universal neurons by layer and checkpoint
question: How much of a neuron's best match is beyond a random basis, by layer and checkpoint?
source: >-
  Nandan et al. 2025 (arXiv 2508.00903), emergence of universal neurons by layer and checkpoint;
  Gurnee et al. 2024 (arXiv 2401.12181), eq. 3, for baseline and excess
about: >-
  One row a checkpoint and layer. Early in training rho can be high because most neurons follow
  token frequency; then the baseline is high too and the excess is what counts.
cost: one forward pass a model and checkpoint; 80 s of CPU time on the demo study
engine: 0.1.0
models:
  seed0:
    50: 252f4472f5c2
    125: 5f05d387c50c
    320: 1922bc675cbc
    800: 7ac27ee6fb2e
    2000: 274a83e5ab00
  seed1:
    50: df3a45bedec9
    125: ae2fc1fbd6d2
    320: dbf604947693
    800: 9b5f4c893bc4
    2000: c80c69f48a80
  seed2:
    50: 1f11cda7fdbe
    125: 17732edfea79
    320: 4f61e66223fe
    800: c7e195e3ff84
    2000: dda59d03f087
  seed3:
    50: ebba75cc97c9
    125: 24ce9a63e8f4
    320: eb6e4ecd9c7e
    800: 14c63f6d683d
    2000: 45b94d37ceb9
  seed4:
    50: 8ba47638fcd5
    125: d0e059b928fc
    320: 731565846bd4
    800: 02e841cdc72c
    2000: 7b0c9b370f16
corpus: {name: europarl, sha256: 716315244c4f}
seed: 7
parameters:
  excess: {type: double, default: 0.2, about: excess above which a neuron is universal}
expect:
  rows: 20
  columns:
    [checkpoint, layer, neurons, rho_above_half, excess_above_fifth, mean_rho, mean_baseline,
     mean_excess]
  tolerance: {rho_above_half: 2, excess_above_fifth: 2, mean_rho: 0.002, mean_baseline: 0.002,
    mean_excess: 0.002}
chart:
  kind: heatmap
  x: checkpoint
  y: layer
  value: mean_excess
  x_label: checkpoint (training step)
  value_label: mean excess (rho beyond a random basis)
---*/
SELECT
  checkpoint,
  layer,
  count(*) AS neurons,
  count(*) FILTER (WHERE rho > 0.5) AS rho_above_half,
  count(*) FILTER (WHERE excess > $excess) AS excess_above_fifth,
  round(avg(rho), 3) AS mean_rho,
  round(avg(baseline), 3) AS mean_baseline,
  round(avg(excess), 3) AS mean_excess
FROM (
  UNIVERSAL NEURONS OF ALL MODELS ON europarl AT ALL CHECKPOINTS
  BASELINE ORTHOGONAL DRAWS 1 SEED $seed
)
GROUP BY checkpoint, layer
ORDER BY checkpoint, layer;
