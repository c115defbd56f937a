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
--| warning: ran without push-downs: Column 'ALL' not found in any table (at 13:178)
SELECT layer, selection, neurons FROM (ABLATE (SELECT * FROM chosen) ON ref USING 0.5 BY LAYER VERSUS MATCHED) ORDER BY ALL;
--| layer | selection | neurons
--| 0 | chosen | 5
--| 0 | matched | 5
--| 1 | chosen | 5
--| 1 | matched | 5
--| warning: ran without push-downs: Column 'ALL' not found in any table (at 14:121)

-- Nothing chosen, nothing to ablate.
SELECT count(*) AS n FROM (ABLATE (SELECT * FROM chosen WHERE layer > 5) ON ref);
--| n
--| 0
