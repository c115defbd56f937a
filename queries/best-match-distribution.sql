/*---
title: Distribution of best matches
question: How are the best-match correlations of all neurons distributed, beside those with a random rotation?
source: >-
  Gurnee et al. 2024 (arXiv 2401.12181), figure 2: distribution of the maximum correlation of every
  neuron, and of its baseline
about: >-
  One row a tenth of rho, with the number of neurons whose mean best match, and whose baseline,
  falls in it; the counts of each column add up to all neurons that vary.
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
  rows: {min: 5, max: 10}
  columns: [rho_from, neurons, neurons_of_baseline]
  tolerance: 2
chart:
  kind: bars
  x: rho_from
  y: [neurons, neurons_of_baseline]
  names: [neurons, neurons after a random map]
  x_label: best-match rho, from .. to 0.1 more
  y_label: neurons
---*/
WITH neurons AS (
  SELECT rho, baseline
  FROM (UNIVERSAL NEURONS OF ALL MODELS ON europarl BASELINE ORTHOGONAL DRAWS 1 SEED $seed)
  WHERE rho IS NOT NULL
),
bins AS (
  SELECT least(floor(rho * 10), 9) / 10 AS bin, 1 AS matched, 0 AS rotated FROM neurons
  UNION ALL
  SELECT least(floor(baseline * 10), 9) / 10, 0, 1 FROM neurons
)
SELECT
  bin AS rho_from,
  sum(matched) AS neurons,
  sum(rotated) AS neurons_of_baseline
FROM bins
GROUP BY bin
ORDER BY bin;
