/*---
title: Duplicate neurons
question: Which neurons of a model say nearly the same as another neuron of the same model?
source: >-
  Gurnee et al. 2024 (arXiv 2401.12181), on redundant neurons; a check on every count of universal
  neurons, since duplicates count twice
about: >-
  One row a pair of different neurons of seed0 whose activations correlate above $rho, each pair
  once, the closest first; often none.
cost: one forward pass; 7 s of CPU time on the demo study
engine: 0.1.0
models:
  seed0: {2000: 274a83e5ab00}
corpus: {name: europarl, sha256: 716315244c4f}
parameters:
  rho: {type: double, default: 0.9, about: correlation above which two neurons say the same}
expect:
  rows: {max: 50}
  columns: [layer, neuron, other_layer, other_neuron, rho]
  tolerance: {rho: 1e-4}
---*/
SELECT layer, neuron, other_layer, other_neuron, round(rho, 4) AS rho
FROM (CORRELATE MODELS seed0, seed0 ON europarl WHERE rho > $rho)
WHERE (layer, neuron) < (other_layer, other_neuron)
ORDER BY rho DESC, layer, neuron, other_layer, other_neuron
LIMIT 50;
