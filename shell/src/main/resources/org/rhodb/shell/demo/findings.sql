-- What the numbers of this run say, a sentence a row, each with its figures.
WITH ends AS (
  SELECT min(checkpoint) AS first_step, max(checkpoint) AS last_step FROM neurons
),
by_step AS (
  SELECT checkpoint, avg(rho) AS rho, avg(baseline) AS baseline, avg(excess) AS excess,
    count(*) FILTER (WHERE rho > 0.5) AS high_rho,
    count(*) FILTER (WHERE excess > 0.2) AS universal, count(*) AS neurons
  FROM neurons GROUP BY checkpoint
),
early AS (SELECT b.* FROM by_step b, ends WHERE b.checkpoint = first_step),
late AS (SELECT b.* FROM by_step b, ends WHERE b.checkpoint = last_step),
layers AS (
  SELECT layer, count(*) AS universal FROM neurons, ends
  WHERE checkpoint = last_step AND excess > 0.2 GROUP BY layer
),
stays AS (
  SELECT sum(kept) / nullif(sum(universal), 0) AS kept,
    sum(expected * universal) / nullif(sum(universal), 0) AS chance
  FROM persistence
),
cells AS (
  SELECT model, layer,
    any_value(delta_loss) FILTER (WHERE selection = 'chosen') AS chosen,
    avg(delta_loss) FILTER (WHERE selection = 'random') AS random,
    stddev_samp(delta_loss) FILTER (WHERE selection = 'random') AS sd
  FROM ablation GROUP BY model, layer
),
harm AS (
  SELECT avg(chosen) AS chosen, avg(random) AS random, count(*) AS cells,
    count(*) FILTER (WHERE chosen > random + 2 * sd) AS more,
    count(*) FILTER (WHERE chosen < random - 2 * sd) AS less
  FROM cells WHERE chosen IS NOT NULL AND random IS NOT NULL
),
sentences AS (
  SELECT 1 AS place, format(
    'From step {} to step {} the mean best-match rho {} from {:.3f} to {:.3f}; a random basis would '
    || 'have given {:.3f} and then {:.3f}; the excess {} from {:.3f} to {:.3f}.',
    early.checkpoint, late.checkpoint,
    CASE WHEN late.rho > early.rho THEN 'rose' ELSE 'fell' END, early.rho, late.rho,
    early.baseline, late.baseline,
    CASE WHEN late.excess > early.excess THEN 'rose' ELSE 'fell' END, early.excess, late.excess)
    AS finding
  FROM early, late
  UNION ALL
  SELECT 2, format(
    'So rho and excess {}: of {} neurons, {} had rho above 0.5 at first and {} at last, but excess '
    || 'above 0.2 had {} at first and {} at last.',
    CASE WHEN (late.rho > early.rho) = (late.excess > early.excess)
      THEN 'tell the same story here' ELSE 'tell opposite stories' END,
    late.neurons, early.high_rho, late.high_rho, early.universal, late.universal)
  FROM early, late
  UNION ALL
  SELECT 3, CASE WHEN count(*) = 0
    THEN 'No neuron is universal (excess > 0.2) at the last checkpoint.'
    ELSE 'At the last checkpoint the universal neurons (excess > 0.2) lie, by layer: '
      || string_agg(format('L{} {}', layer, universal), ', ' ORDER BY layer) || '.' END
  FROM layers
  UNION ALL
  SELECT 4, CASE WHEN kept IS NULL
    THEN 'Nothing was universal early enough to say whether it persists.'
    ELSE format('Of the neurons universal at one checkpoint, {:.0f} % still were at the next; by '
      || 'chance {:.0f} % would have been.', 100 * kept, 100 * chance) END
  FROM stays
  UNION ALL
  SELECT 5, CASE WHEN cells = 0
    THEN 'There was nothing to ablate.'
    ELSE format('Ablating a layer''s universal neurons changed the loss by {:+.4f} nats a token on '
      || 'average, as many random ones of the layer by {:+.4f}: universal neurons hurt {}. Beyond '
      || 'two standard deviations of the draws they hurt more in {} and less in {} of {} models and '
      || 'layers.', chosen, random,
      CASE WHEN chosen > random THEN 'more' ELSE 'no more' END, more, less, cells) END
  FROM harm
  UNION ALL
  SELECT 6, 'Random neurons are also quieter ones: VERSUS MATCHED in place of VERSUS RANDOM compares '
    || 'with neurons as busy, and is the stricter question.'
  UNION ALL
  SELECT 7, 'These are tiny models on a small text: this shows how to ask, and settles nothing about '
    || 'GPT-2.'
)
SELECT finding FROM sentences ORDER BY place;
