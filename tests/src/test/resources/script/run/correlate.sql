-- CORRELATE MODELS as a statement, with its own WHERE, ORDER BY and LIMIT.
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b';
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);

-- The strongest pairs.
CORRELATE MODELS a, b ON ref WHERE rho > 0.24 ORDER BY rho DESC, layer, neuron;

-- Every pair exists: 384 x 384 neurons.
SELECT count(*) AS pairs, count(rho) AS defined, min(tokens) AS n FROM (CORRELATE MODELS a, b ON ref);

-- The same condition by several ways of writing it.
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.2;
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref WHERE rho > 0.2);
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref) c WHERE 0.2 < c.rho;
SELECT count(*) AS n FROM correlate_models(models := 'a, b', corpus := 'ref') WHERE rho > 0.2;
SELECT count(*) AS n FROM correlate_models(models := 'a, b', corpus := 'ref', rho := 0.2);

-- Negative correlations count with abs.
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref) WHERE abs(rho) > 0.2;
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.2 OR rho < -0.2;

-- Layers on both sides.
SELECT layer, other_layer, count(*) AS n FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.15 AND layer IN (0, 2) AND other_layer >= 1 GROUP BY ALL ORDER BY ALL;

-- Best match of each neuron, and the same written with the maximum.
SELECT layer, neuron, max(rho) AS best FROM (CORRELATE MODELS a, b ON ref) WHERE layer = 1 AND neuron < 4 GROUP BY layer, neuron ORDER BY layer, neuron;
SELECT layer, neuron, rho FROM (CORRELATE MODELS a, b ON ref) WHERE layer = 1 AND neuron < 4 QUALIFY row_number() OVER (PARTITION BY layer, neuron ORDER BY rho DESC) = 1 ORDER BY layer, neuron;

-- Top k.
SELECT layer, neuron, other_layer, other_neuron FROM (CORRELATE MODELS a, b ON ref) ORDER BY rho DESC LIMIT 3;

-- A model with itself: every neuron is its own best match.
SELECT count(*) AS same FROM (CORRELATE MODELS a, a ON ref) WHERE layer = other_layer AND neuron = other_neuron AND rho > 0.999999;
