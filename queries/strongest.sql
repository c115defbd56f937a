/*---
title: The strongest universal neurons
question: Which neurons of seed0 lie furthest beyond a random basis?
source: Gurnee et al. 2024 (arXiv 2401.12181), eq. 3
about: The ten neurons of seed0 with the highest excess; top-tokens.sql shows what one fires on.
cost: one forward pass a model; 20 s of CPU time on the demo study
engine: 0.1.0
models:
  seed0: {2000: 274a83e5ab00}
  seed1: {2000: c80c69f48a80}
  seed2: {2000: dda59d03f087}
  seed3: {2000: 45b94d37ceb9}
  seed4: {2000: 7b0c9b370f16}
corpus: {name: europarl, sha256: 716315244c4f}
seed: 7
expect:
  rows: 10
  columns: [layer, neuron, rho, baseline, excess, mutual]
  tolerance: {rho: 0.002, baseline: 0.002, excess: 0.002}
chart:
  kind: scatter
  x: baseline
  y: rho
  series: layer
  label: neuron
  x_label: baseline rho (random rotation)
  y_label: best-match rho
---*/
SELECT layer, neuron, round(rho, 3) AS rho, round(baseline, 3) AS baseline, round(excess, 3) AS excess,
  mutual
FROM (
  UNIVERSAL NEURONS OF ALL MODELS REFERENCE seed0 ON europarl BASELINE ORTHOGONAL DRAWS 1 SEED $seed
)
ORDER BY excess DESC NULLS LAST, layer, neuron
LIMIT 10;
