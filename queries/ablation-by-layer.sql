/*---
title: Ablation by layer
question: Does ablating a layer's universal neurons hurt more than ablating random neurons of the layer?
source: Nandan et al. 2025 (arXiv 2508.00903), ablation by cross-entropy and KL divergence
about: >-
  One row a layer of seed0 (leave out REFERENCE for every model): the rise in loss, nats a token, by
  the universal neurons; mean, standard deviation and 95 % interval over ten random draws; how many
  standard deviations lie between. An interval that holds delta_loss shows no effect of the neurons'
  own.
cost: >-
  one forward pass a model, then for seed0 a clean pass and eleven suffixes a layer; 20 s of CPU
  time on the demo study
engine: 0.1.0
models:
  seed0: {2000: 274a83e5ab00}
  seed1: {2000: c80c69f48a80}
  seed2: {2000: dda59d03f087}
  seed3: {2000: 45b94d37ceb9}
  seed4: {2000: 7b0c9b370f16}
corpus: {name: europarl, sha256: 716315244c4f}
seed: 7
parameters:
  excess: {type: double, default: 0.2, about: excess above which a neuron is universal}
expect:
  rows: 4
  columns:
    [model, layer, neurons, clean_loss, delta_loss, random_mean, random_sd, random_low, random_high,
     deviations_apart, kl, random_kl]
  tolerance: {clean_loss: 2e-4, delta_loss: 2e-5, random_mean: 2e-5, random_sd: 2e-5,
    random_low: 2e-5, random_high: 2e-5, deviations_apart: 0.2, kl: 2e-5, random_kl: 2e-5}
chart:
  kind: bars
  x: layer
  y: [delta_loss, random_mean]
  names: [universal neurons, as many random ones]
  low: random_low
  high: random_high
  interval_of: random_mean
  interval_label: 95 % of the draws
  y_label: rise in loss (nats a token)
---*/
WITH ablated AS (
  ABLATE (
    SELECT model, checkpoint, layer, neuron
    FROM (
      UNIVERSAL NEURONS OF ALL MODELS REFERENCE seed0 ON europarl
      BASELINE ORTHOGONAL DRAWS 1 SEED $seed
    )
    WHERE excess > $excess
  ) ON europarl USING MEAN BY LAYER VERSUS RANDOM 10 DRAWS SEED $seed
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
