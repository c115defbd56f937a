-- Universal neurons, by checkpoint and layer
-- rho is the mean over the other models of a neuron's best match there. baseline is the same after a
-- random rotation of the other models' layers: what any basis would give. Only the excess is about
-- the neuron.
CREATE OR REPLACE TABLE neurons AS
  UNIVERSAL NEURONS OF MODELS seed0, seed1, seed2, seed3, seed4 ON europarl
  AT ALL CHECKPOINTS BASELINE ORTHOGONAL DRAWS 1 SEED 7;

SELECT checkpoint, layer,
  count(*) FILTER (WHERE rho > 0.5) AS "rho > 0.5",
  count(*) FILTER (WHERE excess > 0.2) AS "excess > 0.2",
  round(avg(rho), 3) AS mean_rho,
  round(avg(baseline), 3) AS mean_baseline,
  round(avg(excess), 3) AS mean_excess
FROM neurons
GROUP BY checkpoint, layer
ORDER BY checkpoint, layer;
