-- PERSIST over a table of neurons, checked by hand: U = {L0.1, L0.2, L1.5} -> U' = {L0.2, L1.5, L1.6}.
CREATE MODEL m FROM 'shell/src/main/demo/seed1';
--| model m: gpt2, 4 layers of 320 neurons, 5 checkpoints, steps 50 to 2000
SHOW MODELS;
--| model | architecture | layers | neurons | d_model | checkpoints | first_step | last_step | source
--| m | gpt2 | 4 | 1280 | 80 | 5 | 50 | 2000 | shell/src/main/demo/seed1
CREATE TABLE u AS
  SELECT 'm' AS model, c.step AS checkpoint, v.layer, v.neuron
  FROM (SELECT min(step) AS step FROM checkpoints WHERE model = 'm') c, (VALUES (0, 1), (0, 2), (1, 5)) v(layer, neuron)
  UNION ALL
  SELECT 'm', c.step, v.layer, v.neuron
  FROM (SELECT max(step) AS step FROM checkpoints WHERE model = 'm') c, (VALUES (0, 2), (1, 5), (1, 6)) v(layer, neuron);
--| 6 rows changed
SELECT universal, next_universal, kept, gained, lost, p_persist, p_final, jaccard FROM (PERSIST (SELECT * FROM u));
--| universal | next_universal | kept | gained | lost | p_persist | p_final | jaccard
--| 3 | 3 | 2 | 1 | 1 | 0.6667 | 0.6667 | 0.5000
SELECT layer, universal, next_universal, kept, gained, lost, p_persist, jaccard FROM (PERSIST (SELECT * FROM u) BY LAYER) WHERE layer < 2 ORDER BY layer;
--| layer | universal | next_universal | kept | gained | lost | p_persist | jaccard
--| 0 | 2 | 1 | 1 | 0 | 1 | 0.5000 | 0.5000
--| 1 | 1 | 2 | 1 | 1 | 0 | 1.000 | 0.5000
