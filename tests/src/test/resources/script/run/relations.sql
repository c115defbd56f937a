-- A DSL relation stands wherever a table may stand.
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b';
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);

CREATE TABLE strong AS CORRELATE MODELS a, b ON ref WHERE rho > 0.2;
SELECT count(*) AS n FROM strong;

CREATE TABLE copied AS SELECT layer, neuron FROM (CORRELATE MODELS a, b ON ref WHERE rho > 0.2) WHERE layer = 0;
SELECT count(*) AS n FROM copied;

INSERT INTO copied SELECT layer, neuron FROM (CORRELATE MODELS a, b ON ref WHERE rho > 0.2) WHERE layer = 1;
SELECT layer, count(*) AS n FROM copied GROUP BY layer;

-- A view keeps its relation and runs it anew.
CREATE VIEW pairs AS CORRELATE MODELS a, b ON ref WHERE rho > 0.15;
SELECT count(*) AS n FROM pairs WHERE rho > 0.2;

-- In a CTE that is read twice, each reading with its own condition.
WITH c AS (CORRELATE MODELS a, b ON ref)
SELECT (SELECT count(*) FROM c WHERE rho > 0.2) AS high, (SELECT count(*) FROM c WHERE rho > 0.1 AND layer = 2) AS low;

-- Joined with a table and with itself.
SELECT count(*) AS n FROM strong s JOIN (CORRELATE MODELS a, b ON ref) c ON s.layer = c.layer AND s.neuron = c.neuron AND s.other_layer = c.other_layer AND s.other_neuron = c.other_neuron WHERE c.rho > 0.2;
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref WHERE rho > 0.2) x JOIN (CORRELATE MODELS b, a ON ref WHERE rho > 0.2) y ON x.layer = y.other_layer AND x.neuron = y.other_neuron AND x.other_layer = y.layer AND x.other_neuron = y.neuron;

-- Under a union, and below a left join, which keeps what does not match.
SELECT count(*) AS n FROM ((CORRELATE MODELS a, b ON ref WHERE rho > 0.2) UNION ALL (CORRELATE MODELS a, b ON ref WHERE rho < -0.2));
SELECT count(*) AS n FROM strong s LEFT JOIN (CORRELATE MODELS a, b ON ref WHERE layer = 0) c ON s.layer = c.layer AND s.neuron = c.neuron AND s.other_layer = c.other_layer AND s.other_neuron = c.other_neuron WHERE c.rho IS NULL;

-- Words of the language are ordinary names elsewhere.
CREATE TABLE persist(models INTEGER, neurons INTEGER, corpus VARCHAR, layers INTEGER);
INSERT INTO persist VALUES (1, 2, 'x', 3);
SELECT models, neurons, corpus AS universal, layers AS "at" FROM persist AS ablate;
