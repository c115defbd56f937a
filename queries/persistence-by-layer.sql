/*---
title: Persistence by layer
question: Do universal neurons stay universal to the next checkpoint, more than random sets of the same sizes would?
source: Nandan et al. 2025 (arXiv 2508.00903), persistence P(c -> c'), by layer
about: >-
  One row a layer and pair of consecutive checkpoints, summed over the models; p_persist above
  expected says that more stay than by chance. Layers without universal neurons have NULL.
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
  rows: 16
  columns:
    [layer, checkpoint, next_checkpoint, universal, kept, gained, lost, p_persist, expected, p_final]
  tolerance: {universal: 2, kept: 2, gained: 2, lost: 2, p_persist: 0.01, expected: 0.01,
    p_final: 0.01}
chart:
  kind: lines
  x: next_checkpoint
  y: [p_persist, expected]
  names: [still universal at the next, expected by chance]
  series: layer
  x_scale: log
  x_label: next checkpoint (training step)
  y_label: share that stays universal
---*/
SELECT
  layer,
  checkpoint,
  next_checkpoint,
  sum(universal) AS universal,
  sum(kept) AS kept,
  sum(gained) AS gained,
  sum(lost) AS lost,
  round(sum(kept) / nullif(sum(universal), 0), 3) AS p_persist,
  round(sum(expected * universal) / nullif(sum(universal), 0), 3) AS expected,
  round(sum(p_final * universal) / nullif(sum(universal), 0), 3) AS p_final
FROM (
  PERSIST (
    SELECT model, checkpoint, layer, neuron
    FROM (
      UNIVERSAL NEURONS OF ALL MODELS ON europarl AT ALL CHECKPOINTS
      BASELINE ORTHOGONAL DRAWS 1 SEED $seed
    )
    WHERE excess > $excess
  ) BY LAYER
)
GROUP BY layer, checkpoint, next_checkpoint
ORDER BY layer, checkpoint;
