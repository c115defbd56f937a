-- Do they matter? Ablation against random neurons of the same layers
-- Each layer's universal neurons are set to their means, and the rise in loss (nats a token) is put
-- beside that of as many other neurons of the same layer, drawn five times.
CREATE OR REPLACE TABLE ablation AS
  ABLATE (
    SELECT model, checkpoint, layer, neuron FROM neurons
    WHERE excess > 0.2 AND checkpoint = (SELECT max(checkpoint) FROM neurons)
  ) ON europarl USING MEAN BY LAYER VERSUS RANDOM 5 DRAWS SEED 1;

SELECT layer,
  count(*) FILTER (WHERE selection = 'chosen') AS models,
  sum(neurons) FILTER (WHERE selection = 'chosen') AS neurons,
  round(avg(delta_loss) FILTER (WHERE selection = 'chosen'), 5) AS universal_loss,
  round(avg(delta_loss) FILTER (WHERE selection = 'random'), 5) AS random_loss,
  round(stddev_samp(delta_loss) FILTER (WHERE selection = 'random'), 5) AS random_sd,
  round(avg(kl) FILTER (WHERE selection = 'chosen'), 5) AS universal_kl,
  round(avg(kl) FILTER (WHERE selection = 'random'), 5) AS random_kl
FROM ablation
GROUP BY layer
ORDER BY layer;
