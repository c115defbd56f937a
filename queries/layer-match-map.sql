/*---
title: Layer by layer
question: In which layer of another model does a neuron find its best match?
source: >-
  Gurnee et al. 2024 (arXiv 2401.12181), section 4: matches lie in the same or a nearby layer; Nandan
  et al. 2025 (arXiv 2508.00903)
about: >-
  One row a layer of a model and a layer of the other, over all pairs of models; share is the share
  of the first layer's neurons whose best match above 0.5 lies in the other. A heavy diagonal says
  that depth means the same in both.
cost: one forward pass a model; 30 s of CPU time on the demo study
engine: 0.1.0
models:
  seed0: {2000: 274a83e5ab00}
  seed1: {2000: c80c69f48a80}
  seed2: {2000: dda59d03f087}
  seed3: {2000: 45b94d37ceb9}
  seed4: {2000: 7b0c9b370f16}
corpus: {name: europarl, sha256: 716315244c4f}
parameters:
  rho: {type: double, default: 0.5, about: correlation above which a match counts}
expect:
  rows: {min: 4, max: 16}
  columns: [layer, other_layer, neurons, share]
  tolerance: {neurons: 2, share: 0.002}
chart:
  kind: heatmap
  x: other_layer
  y: layer
  value: share
  x_label: layer of the best match (0-based)
  y_label: layer of the neuron (0-based)
  value_label: share of the layer's matches
---*/
WITH pairs AS (
  CORRELATE ALL MODELS ON europarl WHERE rho > $rho
),
both_ways AS (
  SELECT model, layer, neuron, other_model, other_layer, other_neuron, rho FROM pairs
  UNION ALL
  SELECT other_model, other_layer, other_neuron, model, layer, neuron, rho FROM pairs
),
best AS (
  SELECT model, layer, neuron, other_model, arg_max(other_layer, rho) AS other_layer
  FROM both_ways
  GROUP BY model, layer, neuron, other_model
)
SELECT
  layer,
  other_layer,
  count(*) AS neurons,
  round(count(*) / sum(count(*)) OVER (PARTITION BY layer), 3) AS share
FROM best
GROUP BY layer, other_layer
ORDER BY layer, other_layer;
