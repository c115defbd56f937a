/*---
title: Top tokens of a neuron
question: What does a neuron fire on?
source: Gurnee et al. 2024 (arXiv 2401.12181), section 4.3 and its neuron families
about: >-
  The tokens of the twenty highest activations of one neuron of seed0, with their places;
  strongest.sql says which neurons are worth the look.
cost: one forward pass of seed0 up to the layer; 3 s of CPU time on the demo study
engine: 0.1.0
models:
  seed0: {2000: 274a83e5ab00}
corpus: {name: europarl, sha256: 716315244c4f}
parameters:
  layer: {type: integer, default: 2, about: layer of the neuron (0-based)}
  neuron: {type: integer, default: 203, about: its index in the layer (0-based)}
expect:
  rows: 20
  columns: [token, token_id, sequence, position, activation]
  tolerance: {activation: 1e-3}
---*/
SELECT token, token_id, sequence, position, round(activation, 3) AS activation
FROM (ACTIVATIONS OF MODEL seed0 ON europarl)
WHERE layer = $layer AND neuron = $neuron
ORDER BY activation DESC, sequence, position
LIMIT 20;
