-- Question: how are the best-match correlations of all neurons distributed, beside those with a
--           random rotation of the other models?
-- Source:   Gurnee et al. 2024 (arXiv 2401.12181), figure 2: distribution of the maximum correlation
--           of every neuron, and of its baseline
-- Needs:    at least two models, corpus europarl
-- Expect:   one row a tenth of rho, with the number of neurons whose mean best match, and whose
--           baseline, falls in it; the counts of each column add up to all neurons that vary
-- Time:     one forward pass a model; 20 s of CPU time on the demo study
WITH neurons AS (
  SELECT rho, baseline
  FROM (UNIVERSAL NEURONS OF ALL MODELS ON europarl BASELINE ORTHOGONAL DRAWS 1 SEED 7)
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
  sum(rotated) AS neurons_of_baseline,
  bar(sum(matched), 0, max(sum(matched)) OVER (), 40) AS picture
FROM bins
GROUP BY bin
ORDER BY bin;
