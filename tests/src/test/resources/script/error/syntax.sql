-- What is not a statement of the language, with what could stand there.
CORRELATE MODEL a, b ON ref;
--| error A201 at 2:17: unknown model 'a'
--|   2 | CORRELATE MODEL a, b ON ref;
--|     |                 ^
--| there are no models yet
--| error A201 at 2:20: unknown model 'b'
--|   2 | CORRELATE MODEL a, b ON ref;
--|     |                    ^
--| there are no models yet
--| error A204 at 2:25: unknown corpus 'ref'
--|   2 | CORRELATE MODEL a, b ON ref;
--|     |                         ^^^
--| there are no corpora yet
CORELATE MODELS a, b ON ref;
--| error S101 at 3:1: expected a statement; found 'CORELATE'
--|   3 | CORELATE MODELS a, b ON ref;
--|     | ^^^^^^^^
--| did you mean 'CORRELATE'?
UNIVERSAL NEURONS OF MODELS a, b;
--| error S101 at 4:33: UNIVERSAL NEURONS takes ON and the name of a corpus; found the end of the statement
--|   4 | UNIVERSAL NEURONS OF MODELS a, b;
--|     |                                 ^
SELECT * FROM (UNIVERSAL NEURON OF ALL MODELS ON ref);
--| error S101 at 5:26: expected NEURONS; found 'NEURON'
--|   5 | SELECT * FROM (UNIVERSAL NEURON OF ALL MODELS ON ref);
--|     |                          ^^^^^^
--| did you mean 'NEURONS'?
ABLATE (SELECT 1) ON ref USING none;
--| error S101 at 6:32: ABLATE ... USING takes MEAN, RESAMPLE, ZERO or a number; found 'none'
--|   6 | ABLATE (SELECT 1) ON ref USING none;
--|     |                                ^^^^
CREATE MODEL FROM 'x';
--| error S101 at 7:14: CREATE MODEL: expected IF or the name of a model after 'MODEL'; found 'FROM'
--|   7 | CREATE MODEL FROM 'x';
--|     |              ^^^^
CREATE CORPUS c FROM 'x.txt' WITH (context 64);
--| error S101 at 8:44: CREATE CORPUS: expected '=' after 'context'; found '64'
--|   8 | CREATE CORPUS c FROM 'x.txt' WITH (context 64);
--|     |                                            ^^
SELEC 1;
--| error S101 at 9:1: expected a statement; found 'SELEC'
--|   9 | SELEC 1;
--|     | ^^^^^
--| did you mean 'SELECT'?
SELECT 1 +;
--| error S105 at 10:10: syntax error at or near '+'
--|   10 | SELECT 1 +;
--|      |          ^
SELECT (1;
--| error S105 at 11:9: syntax error at or near '1'
--|   11 | SELECT (1;
--|      |         ^
-- SHOW is a statement; the tables behind it stand in SQL.
SELECT operator FROM (SHOW RUNS);
--| error S101 at 13:23: 'SHOW RUNS' is a statement of its own, no query within another
--|   13 | SELECT operator FROM (SHOW RUNS);
--|      |                       ^^^^^^^^^
--| read its table: FROM runs
CREATE TABLE t AS SHOW MODELS;
--| error S101 at 14:19: 'SHOW MODELS' is a statement of its own, no query within another
--|   14 | CREATE TABLE t AS SHOW MODELS;
--|      |                   ^^^^^^^^^^^
--| read its table: FROM models, and FROM checkpoints for their sizes
WITH c AS (SHOW Corpora) SELECT * FROM c;
--| error S101 at 15:12: 'SHOW Corpora' is a statement of its own, no query within another
--|   15 | WITH c AS (SHOW Corpora) SELECT * FROM c;
--|      |            ^^^^^^^^^^^^
--| read its table: FROM corpora
COPY (SHOW CHECKPOINTS) TO 'nowhere.csv';
--| error S101 at 16:7: 'SHOW CHECKPOINTS' is a statement of its own, no query within another
--|   16 | COPY (SHOW CHECKPOINTS) TO 'nowhere.csv';
--|      |       ^^^^^^^^^^^^^^^^
--| read its table: FROM checkpoints
ABLATE (SHOW SETTINGS) ON ref;
--| error S101 at 17:9: 'SHOW SETTINGS' is a statement of its own, no query within another
--|   17 | ABLATE (SHOW SETTINGS) ON ref;
--|      |         ^^^^^^^^^^^^^
--| read its table: FROM settings()
SELECT * FROM (SHOW runs.t);
--| error A203 at 18:1: table with name 'runs.t' does not exist because schema 'runs' does not exist
--|   18 | SELECT * FROM (SHOW runs.t);
--|      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
SELECT name FROM models UNION ALL SELECT name FROM corpora UNION ALL SELECT model FROM checkpoints UNION ALL SELECT operator FROM runs;
--| name

-- One neuron at a time goes with neither layers nor controls.
ABLATE (SELECT 1) ON ref EACH BY LAYER;
--| error S101 at 22:31: EACH ablates every neuron on its own: BY LAYER does not go with it
--|   22 | ABLATE (SELECT 1) ON ref EACH BY LAYER;
--|      |                               ^^^^^^^^
ABLATE (SELECT 1) ON ref EACH VERSUS RANDOM;
--| error S101 at 23:31: EACH ablates every neuron on its own: VERSUS does not go with it
--|   23 | ABLATE (SELECT 1) ON ref EACH VERSUS RANDOM;
--|      |                               ^^^^^^^^^^^^^
ABLATE (SELECT 1) ON ref EACH ESTIMATE BY SLOPE;
--| error S101 at 24:43: ABLATE: expected GRADIENT after 'BY'; found 'SLOPE'
--|   24 | ABLATE (SELECT 1) ON ref EACH ESTIMATE BY SLOPE;
--|      |                                           ^^^^^
SELECT * FROM ablate(neurons := 'u', corpus := 'ref', top := 5);
--| error S101 at 25:62: ABLATE: expected BY, EACH, ESTIMATE, LIMIT, ORDER BY, USING, VERSUS or WHERE after 'ref'; found 'TOP'
--|   25 | SELECT * FROM ablate(neurons := 'u', corpus := 'ref', top := 5);
--|      |                                                              ^
