-- PERSIST over a table of neurons, checked by hand: U = {L0.1, L0.2, L1.5} -> U' = {L0.2, L1.5, L1.6}.
CREATE MODEL m FROM 'shell/src/main/demo/seed1';
SHOW MODELS;
CREATE TABLE u AS
  SELECT 'm' AS model, c.step AS checkpoint, v.layer, v.neuron
  FROM (SELECT min(step) AS step FROM checkpoints WHERE model = 'm') c, (VALUES (0, 1), (0, 2), (1, 5)) v(layer, neuron)
  UNION ALL
  SELECT 'm', c.step, v.layer, v.neuron
  FROM (SELECT max(step) AS step FROM checkpoints WHERE model = 'm') c, (VALUES (0, 2), (1, 5), (1, 6)) v(layer, neuron);
SELECT universal, next_universal, kept, gained, lost, p_persist, p_final, jaccard FROM (PERSIST (SELECT * FROM u));
SELECT layer, universal, next_universal, kept, gained, lost, p_persist, jaccard FROM (PERSIST (SELECT * FROM u) BY LAYER) WHERE layer < 2 ORDER BY layer;
