-- ABLATE against the reference: five neurons of a layer, by mean and by zero.
CREATE MODEL "gpt2-a" FROM 'engine/src/test/resources/reference/gpt2-a';
--| model gpt2-a: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);
--| corpus ref: 384 tokens in 6 sequences of 64, 378 count
CREATE TABLE chosen AS SELECT 'gpt2-a' AS model, 0 AS checkpoint, l AS layer, n AS neuron FROM range(2) a(l), (VALUES (3), (17), (40), (41), (99)) v(n);
--| 10 rows changed

SELECT layer, neurons, tokens, round(clean_loss, 5) AS clean, round(loss, 5) AS loss, round(kl, 5) AS kl FROM (ABLATE (SELECT * FROM chosen) ON ref USING ZERO BY LAYER) ORDER BY layer;
--| layer | neurons | tokens | clean | loss | kl
--| 0 | 5 | 378 | 7.855 | 7.804 | 0.1028
--| 1 | 5 | 378 | 7.855 | 7.825 | 0.04472
SELECT layer, neurons, tokens, round(clean_loss, 5) AS clean, round(loss, 5) AS loss, round(kl, 5) AS kl FROM (ABLATE (SELECT * FROM chosen) ON ref USING MEAN BY LAYER) ORDER BY layer;
--| layer | neurons | tokens | clean | loss | kl
--| 0 | 5 | 378 | 7.855 | 7.829 | 0.05652
--| 1 | 5 | 378 | 7.855 | 7.855 | 0.01019

-- All chosen neurons together: no layer.
SELECT layer, selection, neurons, abs(loss - clean_loss - delta_loss) < 1e-9 AS adds_up, kl > 0 AS differs FROM (ABLATE (SELECT * FROM chosen) ON ref USING MEAN);
--| layer | selection | neurons | adds_up | differs
--| NULL | chosen | 10 | true | true

-- Controls: as many neurons, of the same layers, none of the chosen; each draw is a row.
SELECT layer, selection, draw, neurons, delta_loss IS NOT NULL AS measured FROM (ABLATE (SELECT * FROM chosen) ON ref USING MEAN BY LAYER VERSUS RANDOM 2 DRAWS SEED 1) ORDER BY ALL;
--| layer | selection | draw | neurons | measured
--| 0 | chosen | NULL | 5 | true
--| 0 | random | 1 | 5 | true
--| 0 | random | 2 | 5 | true
--| 1 | chosen | NULL | 5 | true
--| 1 | random | 1 | 5 | true
--| 1 | random | 2 | 5 | true
SELECT layer, selection, neurons FROM (ABLATE (SELECT * FROM chosen) ON ref USING 0.5 BY LAYER VERSUS MATCHED) ORDER BY ALL;
--| layer | selection | neurons
--| 0 | chosen | 5
--| 0 | matched | 5
--| 1 | chosen | 5
--| 1 | matched | 5

-- Nothing chosen, nothing to ablate.
SELECT count(*) AS n FROM (ABLATE (SELECT * FROM chosen WHERE layer > 5) ON ref);
--| n
--| 0

-- Each neuron alone; the estimate stands beside the exact number.
SELECT layer, neuron, neurons, round(delta_loss, 3) AS delta, round(estimated_delta, 3) AS estimate FROM (ABLATE (SELECT * FROM chosen WHERE layer = 1) ON ref USING MEAN EACH ESTIMATE BY GRADIENT) ORDER BY layer, neuron;
--| layer | neuron | neurons | delta | estimate
--| 1 | 3 | 1 | 0.001000 | 0.001000
--| 1 | 17 | 1 | -0.004000 | -0.004000
--| 1 | 40 | 1 | 0.0 | 0.0
--| 1 | 41 | 1 | 0.001000 | 0.001000
--| 1 | 99 | 1 | 0.003000 | 0.002000

-- Only the two of greatest estimate are ablated exactly, whatever the query drops.
SELECT layer, neuron, delta_loss IS NOT NULL AS exact, estimated_delta IS NOT NULL AS estimated FROM (ABLATE (SELECT * FROM chosen) ON ref EACH ESTIMATE BY GRADIENT TOP 2) WHERE layer = 0 ORDER BY layer, neuron;
--| layer | neuron | exact | estimated
--| 0 | 3 | false | true
--| 0 | 17 | false | true
--| 0 | 40 | false | true
--| 0 | 41 | true | true
--| 0 | 99 | true | true
SELECT count(*) AS n, count(delta_loss) AS exact, count(estimated_delta) AS estimated, count(neuron) AS neurons FROM ablate(neurons := 'chosen', corpus := 'ref', estimate := 'gradient', top := 2);
--| n | exact | estimated | neurons
--| 10 | 2 | 10 | 10
SELECT count(*) AS n, count(delta_loss) AS exact, count(estimated_delta) AS estimated FROM ablate(neurons := 'chosen', corpus := 'ref', each := true);
--| n | exact | estimated
--| 10 | 10 | 0

-- What EACH finds is a relation of neurons again.
SELECT layer, neurons FROM (ABLATE (SELECT * FROM (ABLATE (SELECT * FROM chosen) ON ref EACH) WHERE delta_loss > -100) ON ref BY LAYER) ORDER BY layer;
--| layer | neurons
--| 0 | 5
--| 1 | 5
