-- Persistence, beside chance
-- The share of the neurons universal (excess > 0.2) at one checkpoint that are so at the next, and
-- what two random sets of the same sizes in the same layers would share.
CREATE OR REPLACE TABLE persistence AS
  PERSIST (SELECT model, checkpoint, layer, neuron FROM neurons WHERE excess > 0.2) BY LAYER;

SELECT checkpoint, next_checkpoint,
  sum(universal) AS universal, sum(kept) AS kept, sum(gained) AS gained, sum(lost) AS lost,
  round(sum(kept) / nullif(sum(universal), 0), 3) AS p_persist,
  round(sum(expected * universal) / nullif(sum(universal), 0), 3) AS by_chance
FROM persistence
GROUP BY checkpoint, next_checkpoint
ORDER BY checkpoint;
