-- CORRELATE MODELS as a statement, with its own WHERE, ORDER BY and LIMIT.
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
--| model a: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b';
--| model b: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);
--| corpus ref: 384 tokens in 6 sequences of 64, 378 count

-- The strongest pairs.
CORRELATE MODELS a, b ON ref WHERE rho > 0.24 ORDER BY rho DESC, layer, neuron;
--| model | checkpoint | layer | neuron | other_model | other_checkpoint | other_layer | other_neuron | rho | tokens
--| a | 0 | 2 | 16 | b | 0 | 2 | 65 | 0.3560 | 378
--| a | 0 | 1 | 68 | b | 0 | 2 | 27 | 0.3319 | 378
--| a | 0 | 1 | 65 | b | 0 | 2 | 96 | 0.3311 | 378
--| a | 0 | 2 | 16 | b | 0 | 2 | 7 | 0.3108 | 378
--| a | 0 | 1 | 47 | b | 0 | 2 | 99 | 0.2909 | 378
--| a | 0 | 2 | 55 | b | 0 | 2 | 113 | 0.2875 | 378
--| a | 0 | 1 | 9 | b | 0 | 1 | 21 | 0.2836 | 378
--| a | 0 | 2 | 52 | b | 0 | 1 | 26 | 0.2827 | 378
--| a | 0 | 2 | 16 | b | 0 | 2 | 12 | 0.2820 | 378
--| a | 0 | 1 | 118 | b | 0 | 2 | 53 | 0.2807 | 378
--| a | 0 | 1 | 9 | b | 0 | 1 | 89 | 0.2774 | 378
--| a | 0 | 1 | 31 | b | 0 | 2 | 53 | 0.2756 | 378
--| a | 0 | 0 | 80 | b | 0 | 0 | 102 | 0.2744 | 378
--| a | 0 | 1 | 89 | b | 0 | 1 | 113 | 0.2714 | 378
--| a | 0 | 2 | 52 | b | 0 | 1 | 82 | 0.2710 | 378
--| a | 0 | 2 | 72 | b | 0 | 0 | 51 | 0.2695 | 378
--| a | 0 | 1 | 91 | b | 0 | 2 | 53 | 0.2685 | 378
--| a | 0 | 1 | 106 | b | 0 | 2 | 99 | 0.2566 | 378
--| a | 0 | 2 | 16 | b | 0 | 1 | 115 | 0.2559 | 378
--| a | 0 | 1 | 40 | b | 0 | 0 | 70 | 0.2501 | 378
--| a | 0 | 1 | 10 | b | 0 | 1 | 38 | 0.2497 | 378
--| a | 0 | 0 | 111 | b | 0 | 1 | 100 | 0.2486 | 378
--| a | 0 | 1 | 68 | b | 0 | 2 | 90 | 0.2481 | 378
--| a | 0 | 1 | 126 | b | 0 | 2 | 65 | 0.2477 | 378
--| a | 0 | 0 | 8 | b | 0 | 2 | 115 | 0.2474 | 378
--| a | 0 | 1 | 47 | b | 0 | 1 | 89 | 0.2464 | 378
--| a | 0 | 1 | 10 | b | 0 | 1 | 9 | 0.2442 | 378
--| a | 0 | 1 | 23 | b | 0 | 1 | 98 | 0.2439 | 378
--| a | 0 | 2 | 84 | b | 0 | 0 | 61 | 0.2437 | 378
--| a | 0 | 2 | 51 | b | 0 | 2 | 90 | 0.2408 | 378

-- Every pair exists: 384 x 384 neurons.
SELECT count(*) AS pairs, count(rho) AS defined, min(tokens) AS n FROM (CORRELATE MODELS a, b ON ref);
--| pairs | defined | n
--| 147456 | 147456 | 378

-- The same condition by several ways of writing it.
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.2;
--| n
--| 159
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref WHERE rho > 0.2);
--| n
--| 159
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref) c WHERE 0.2 < c.rho;
--| n
--| 159
SELECT count(*) AS n FROM correlate_models(models := 'a, b', corpus := 'ref') WHERE rho > 0.2;
--| n
--| 159
SELECT count(*) AS n FROM correlate_models(models := 'a, b', corpus := 'ref', rho := 0.2);
--| n
--| 159

-- Negative correlations count with abs.
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref) WHERE abs(rho) > 0.2;
--| n
--| 187
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.2 OR rho < -0.2;
--| n
--| 187

-- Layers on both sides.
SELECT layer, other_layer, count(*) AS n FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.15 AND layer IN (0, 2) AND other_layer >= 1 GROUP BY ALL ORDER BY ALL;
--| layer | other_layer | n
--| 0 | 1 | 130
--| 0 | 2 | 116
--| 2 | 1 | 168
--| 2 | 2 | 162

-- Best match of each neuron, and the same written with the maximum.
SELECT layer, neuron, max(rho) AS best FROM (CORRELATE MODELS a, b ON ref) WHERE layer = 1 AND neuron < 4 GROUP BY layer, neuron ORDER BY layer, neuron;
--| layer | neuron | best
--| 1 | 0 | 0.1388
--| 1 | 1 | 0.1717
--| 1 | 2 | 0.2178
--| 1 | 3 | 0.1687
SELECT layer, neuron, rho FROM (CORRELATE MODELS a, b ON ref) WHERE layer = 1 AND neuron < 4 QUALIFY row_number() OVER (PARTITION BY layer, neuron ORDER BY rho DESC) = 1 ORDER BY layer, neuron;
--| layer | neuron | rho
--| 1 | 0 | 0.1388
--| 1 | 1 | 0.1717
--| 1 | 2 | 0.2178
--| 1 | 3 | 0.1687

-- Top k.
SELECT layer, neuron, other_layer, other_neuron FROM (CORRELATE MODELS a, b ON ref) ORDER BY rho DESC LIMIT 3;
--| layer | neuron | other_layer | other_neuron
--| 2 | 16 | 2 | 65
--| 1 | 68 | 2 | 27
--| 1 | 65 | 2 | 96

-- A model with itself: every neuron is its own best match.
SELECT count(*) AS same FROM (CORRELATE MODELS a, a ON ref) WHERE layer = other_layer AND neuron = other_neuron AND rho > 0.99999;
--| same
--| 384
