-- Question: does the loss rise more when a layer's universal neurons are ablated than when as many
--           random neurons of the same layer are?
-- Source:   Nandan et al. 2025 (arXiv 2508.00903), ablation by cross-entropy and KL divergence
-- Needs:    at least two models, corpus europarl
-- Expect:   one row a layer of seed0 (leave out REFERENCE for every model): the rise in loss, nats a
--           token, by the universal neurons; mean, standard deviation and 95 % interval over ten
--           random draws; how many standard deviations lie between. An interval that holds
--           delta_loss shows no effect of the neurons' own
-- Time:     one forward pass a model, then for seed0 a clean pass and eleven suffixes a layer; 20 s
--           of CPU time on the demo study
WITH ablated AS (
  ABLATE (
    SELECT model, checkpoint, layer, neuron
    FROM (
      UNIVERSAL NEURONS OF ALL MODELS REFERENCE seed0 ON europarl
      BASELINE ORTHOGONAL DRAWS 1 SEED 7
    )
    WHERE excess > 0.2
  ) ON europarl USING MEAN BY LAYER VERSUS RANDOM 10 DRAWS SEED 1
),
controls AS (
  SELECT
    model,
    layer,
    avg(delta_loss) AS mean_delta,
    stddev_samp(delta_loss) AS sd_delta,
    quantile_cont(delta_loss, 0.025) AS low_delta,
    quantile_cont(delta_loss, 0.975) AS high_delta,
    avg(kl) AS mean_kl
  FROM ablated
  WHERE selection = 'random'
  GROUP BY model, layer
)
SELECT
  a.model,
  a.layer,
  a.neurons,
  round(a.clean_loss, 4) AS clean_loss,
  round(a.delta_loss, 5) AS delta_loss,
  round(c.mean_delta, 5) AS random_mean,
  round(c.sd_delta, 5) AS random_sd,
  round(c.low_delta, 5) AS random_low,
  round(c.high_delta, 5) AS random_high,
  round((a.delta_loss - c.mean_delta) / nullif(c.sd_delta, 0), 1) AS deviations_apart,
  round(a.kl, 5) AS kl,
  round(c.mean_kl, 5) AS random_kl
FROM ablated AS a
JOIN controls AS c USING (model, layer)
WHERE a.selection = 'chosen'
ORDER BY a.model, a.layer;
