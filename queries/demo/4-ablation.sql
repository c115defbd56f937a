/*---
title: Ablation against random neurons
question: Does ablating a layer's universal neurons hurt more than ablating as many random ones?
source: Nandan et al. 2025 (arXiv 2508.00903), ablation by cross-entropy
about: >-
  Mean rise in loss over the models when a layer's universal neurons are set to their means, beside
  as many random neurons of the same layer. The interval is two standard deviations of the draws
  either way.
expect: {rows: 4, tolerance: 0.0001}
chart:
  kind: bars
  x: layer
  y: [universal, random]
  names: [universal neurons, as many random ones]
  low: random_low
  high: random_high
  interval_of: random
  interval_label: 2 SD of the draws
  y_label: rise in loss (nats a token)
---*/
WITH draws AS (
  SELECT layer, draw,
    avg(delta_loss) FILTER (WHERE selection = 'chosen') AS chosen,
    avg(delta_loss) FILTER (WHERE selection = 'random') AS random
  FROM ablation
  GROUP BY layer, draw
)
SELECT layer, round(max(chosen), 5) AS universal, round(avg(random), 5) AS random,
  round(avg(random) - 2 * stddev_samp(random), 5) AS random_low,
  round(avg(random) + 2 * stddev_samp(random), 5) AS random_high
FROM draws
GROUP BY layer
ORDER BY layer;
