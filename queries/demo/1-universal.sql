/*---
title: Universal neurons by layer and checkpoint
question: How far beyond a random basis do neurons match across seeds, by layer and checkpoint?
source: Nandan et al. 2025 (arXiv 2508.00903), emergence; Gurnee et al. 2024 (arXiv 2401.12181), eq. 3
about: >-
  Mean excess of all neurons of a layer over the five models: best-match rho minus the same with a
  random rotation of the other models' layers.
expect:
  rows: 20
  columns: [checkpoint, layer, mean_excess, universal]
  tolerance: {mean_excess: 0.002, universal: 2}
parameters:
  excess: {type: double, default: 0.2, about: excess above which a neuron is universal}
chart:
  kind: heatmap
  x: checkpoint
  y: layer
  value: mean_excess
  value_label: mean excess (rho beyond a random basis)
---*/
SELECT checkpoint, layer, round(avg(excess), 4) AS mean_excess,
  count(*) FILTER (WHERE excess > $excess) AS universal
FROM neurons
GROUP BY checkpoint, layer
ORDER BY checkpoint, layer;
