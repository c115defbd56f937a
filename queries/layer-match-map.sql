-- Question: in which layer of another model does a neuron find its best match?
-- Source:   Gurnee et al. 2024 (arXiv 2401.12181), section 4: matches lie in the same or a nearby
--           layer; Nandan et al. 2025 (arXiv 2508.00903)
-- Needs:    at least two models, corpus europarl
-- Expect:   a matrix with a row a layer of the first model and a column a layer of the other; cells
--           are shares of the row's neurons whose best match above 0.5 lies there. A heavy diagonal
--           says that depth means the same in both
-- Time:     one forward pass a model; 30 s of CPU time on the demo study
WITH pairs AS (
  CORRELATE ALL MODELS ON europarl WHERE rho > 0.5
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
),
cells AS (
  SELECT
    layer,
    other_layer,
    count(*) AS neurons,
    round(count(*) / sum(count(*)) OVER (PARTITION BY layer), 3) AS share
  FROM best
  GROUP BY layer, other_layer
)
SELECT layer, map_from_entries(list_sort(list((other_layer, share)))) AS other_layer_shares,
  sum(neurons) AS matches
FROM cells
GROUP BY layer
ORDER BY layer;
