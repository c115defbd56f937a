/*---
title: rho beside its baseline
question: Does the best-match correlation grow in training, or only what lies beyond a random basis?
source: Gurnee et al. 2024 (arXiv 2401.12181), eq. 3
about: >-
  Early in training most neurons follow token frequency: rho is high, and a random basis gives as
  much. What grows is the excess.
expect: {rows: 5, tolerance: 0.002}
chart:
  kind: lines
  x: checkpoint
  y: [mean_rho, mean_baseline, mean_excess]
  names: [rho, baseline (a random map), excess]
  x_scale: log
  y_label: mean over all neurons (Pearson correlation)
---*/
SELECT checkpoint, round(avg(rho), 4) AS mean_rho, round(avg(baseline), 4) AS mean_baseline,
  round(avg(excess), 4) AS mean_excess
FROM neurons
GROUP BY checkpoint
ORDER BY checkpoint;
