-- A DSL relation stands wherever a table may stand.
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
--| model a: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b';
--| model b: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);
--| corpus ref: 384 tokens in 6 sequences of 64, 378 count

CREATE TABLE strong AS CORRELATE MODELS a, b ON ref WHERE rho > 0.2;
--| 159 rows changed
SELECT count(*) AS n FROM strong;
--| n
--| 159

CREATE TABLE copied AS SELECT layer, neuron FROM (CORRELATE MODELS a, b ON ref WHERE rho > 0.2) WHERE layer = 0;
--| 40 rows changed
SELECT count(*) AS n FROM copied;
--| n
--| 40

INSERT INTO copied SELECT layer, neuron FROM (CORRELATE MODELS a, b ON ref WHERE rho > 0.2) WHERE layer = 1;
--| 65 rows changed
SELECT layer, count(*) AS n FROM copied GROUP BY layer;
--| layer | n
--| 0 | 40
--| 1 | 65

-- A view keeps its relation and runs it anew.
CREATE VIEW pairs AS CORRELATE MODELS a, b ON ref WHERE rho > 0.15;
SELECT count(*) AS n FROM pairs WHERE rho > 0.2;
--| n
--| 159

-- In a CTE that is read twice, each reading with its own condition.
WITH c AS (CORRELATE MODELS a, b ON ref)
SELECT (SELECT count(*) FROM c WHERE rho > 0.2) AS high, (SELECT count(*) FROM c WHERE rho > 0.1 AND layer = 2) AS low;
--| high | low
--| 159 | 2571

-- Joined with a table and with itself.
SELECT count(*) AS n FROM strong s JOIN (CORRELATE MODELS a, b ON ref) c ON s.layer = c.layer AND s.neuron = c.neuron AND s.other_layer = c.other_layer AND s.other_neuron = c.other_neuron WHERE c.rho > 0.2;
--| n
--| 159
SELECT count(*) AS n FROM (CORRELATE MODELS a, b ON ref WHERE rho > 0.2) x JOIN (CORRELATE MODELS b, a ON ref WHERE rho > 0.2) y ON x.layer = y.other_layer AND x.neuron = y.other_neuron AND x.other_layer = y.layer AND x.other_neuron = y.neuron;
--| n
--| 159

-- Under a union, and below a left join, which keeps what does not match.
SELECT count(*) AS n FROM ((CORRELATE MODELS a, b ON ref WHERE rho > 0.2) UNION ALL (CORRELATE MODELS a, b ON ref WHERE rho < -0.2));
--| n
--| 187
SELECT count(*) AS n FROM strong s LEFT JOIN (CORRELATE MODELS a, b ON ref WHERE layer = 0) c ON s.layer = c.layer AND s.neuron = c.neuron AND s.other_layer = c.other_layer AND s.other_neuron = c.other_neuron WHERE c.rho IS NULL;
--| n
--| 119

-- Words of the language are ordinary names elsewhere.
CREATE TABLE persist(models INTEGER, neurons INTEGER, corpus VARCHAR, layers INTEGER);
INSERT INTO persist VALUES (1, 2, 'x', 3);
--| 1 rows changed
SELECT models, neurons, corpus AS universal, layers AS "at" FROM persist AS ablate;
--| models | neurons | universal | at
--| 1 | 2 | x | 3

-- Settings are a table as well, those of the session that asks.
SET max_rows = 777;
--| max_rows = 777
SELECT s.setting, value, default_value FROM settings() AS s WHERE setting LIKE 'max_r%';
--| setting | value | default_value
--| max_rows | 777 | 50000000
RESET max_rows;
--| max_rows = 50000000
SELECT value FROM settings() WHERE setting = 'max_rows';
--| value
--| 50000000
