-- Unknown names: all of a statement at once, in the order of the text.
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
--| model a: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b';
--| model b: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);
--| corpus ref: 384 tokens in 6 sequences of 64, 378 count

CORRELATE MODELS a, bb ON ref;
--| error A201 at 6:21: unknown model 'bb'
--|   6 | CORRELATE MODELS a, bb ON ref;
--|     |                     ^^
--| did you mean 'b'?  models: a, b
CORRELATE MODELS x, y ON pile;
--| error A201 at 7:18: unknown model 'x'
--|   7 | CORRELATE MODELS x, y ON pile;
--|     |                  ^
--| did you mean 'a'?  models: a, b
--| error A201 at 7:21: unknown model 'y'
--|   7 | CORRELATE MODELS x, y ON pile;
--|     |                     ^
--| did you mean 'a'?  models: a, b
--| error A204 at 7:26: unknown corpus 'pile'
--|   7 | CORRELATE MODELS x, y ON pile;
--|     |                          ^^^^
--| corpora: ref
CORRELATE MODELS a, b@17 ON ref;
--| error A202 at 8:23: model 'b' has no checkpoint 17
--|   8 | CORRELATE MODELS a, b@17 ON ref;
--|     |                       ^^
--| its checkpoints: 0
CORRELATE MODELS a ON ref;
--| error A209 at 9:11: comparing takes at least two models; found 1
--|   9 | CORRELATE MODELS a ON ref;
--|     |           ^^^^^^^^
UNIVERSAL NEURONS OF MODELS a, a ON ref;
--| error A207 at 10:22: model 'a' is listed twice; a neuron is universal across different models
--|   10 | UNIVERSAL NEURONS OF MODELS a, a ON ref;
--|      |                      ^^^^^^^^^^^
--| CORRELATE MODELS compares checkpoints of one model
UNIVERSAL NEURONS OF MODELS a, b REFERENCE c ON ref;
--| error A207 at 11:44: REFERENCE takes one of the compared models; found 'c'
--|   11 | UNIVERSAL NEURONS OF MODELS a, b REFERENCE c ON ref;
--|      |                                            ^
--| models: a, b
CORRELATE MODELS a, b ON ref WHERE rhoo > 0.5;
--| error A203 at 12:36: unknown column 'rhoo'
--|   12 | CORRELATE MODELS a, b ON ref WHERE rhoo > 0.5;
--|      |                                    ^^^^
--| did you mean 'rho'?  columns like it: rho, other_model, checkpoint, other_layer, other_neuron
SELECT layr FROM (CORRELATE MODELS a, b ON ref);
--| error A203 at 13:8: unknown column 'layr'
--|   13 | SELECT layr FROM (CORRELATE MODELS a, b ON ref);
--|      |        ^^^^
--| did you mean 'layer'?
SELECT * FROM nowhere;
--| error A203 at 14:15: unknown table 'nowhere'
--|   14 | SELECT * FROM nowhere;
--|      |               ^^^^^^^
--| did you mean 'answers'?
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
--| error A205 at 15:14: model 'a' exists
--|   15 | CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
--|      |              ^
--| CREATE OR REPLACE MODEL replaces it, CREATE MODEL IF NOT EXISTS keeps it
CREATE CORPUS ref FROM 'x.txt';
--| error A205 at 16:15: corpus 'ref' exists
--|   16 | CREATE CORPUS ref FROM 'x.txt';
--|      |               ^^^
--| CREATE OR REPLACE CORPUS replaces it, CREATE CORPUS IF NOT EXISTS keeps it
DROP MODEL zebra;
--| error A201 at 17:12: unknown model 'zebra'
--|   17 | DROP MODEL zebra;
--|      |            ^^^^^
--| models: a, b
DROP CORPUS zebra;
--| error A204 at 18:13: unknown corpus 'zebra'
--|   18 | DROP CORPUS zebra;
--|      |             ^^^^^
--| corpora: ref
SET devce = 'cpu';
--| error A206 at 19:5: unknown setting 'devce'
--|   19 | SET devce = 'cpu';
--|      |     ^^^^^
--| did you mean 'device'?  settings: device, threads, memory_limit, batch_tokens, block_tokens, save_interval, max_rows, pushdown, reuse_prefix, stack_tokens, tiled_loss, sampled_loss, and 11 more
SET threads = 'many';
--| error A206 at 20:15: SET threads takes a whole number from 0 (every core) to 1024; found 'many'
--|   20 | SET threads = 'many';
--|      |               ^^^^^^
CREATE CORPUS c FROM 'tests/src/test/resources/study/reference.u16' WITH (contxt = 64);
--| error A207 at 21:75: unknown option 'contxt'
--|   21 | CREATE CORPUS c FROM 'tests/src/test/resources/study/reference.u16' WITH (contxt = 64);
--|      |                                                                           ^^^^^^
--| did you mean 'context'?  options: column, tokenizer, context, tokens, bos, separator, mask
CREATE CORPUS small FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 65, separator = false);
--| corpus small: 384 tokens in 6 sequences of 65, 378 count
CORRELATE MODELS a, b ON small;
--| error A210 at 23:26: corpus 'small' has sequences of 65 tokens; 'a' takes at most 64
--|   23 | CORRELATE MODELS a, b ON small;
--|      |                          ^^^^^
--| create the corpus with context = 64
PERSIST (SELECT 1 AS layer);
--| error A211 at 24:10: the neurons lack columns 'model', 'checkpoint', 'neuron'
--|   24 | PERSIST (SELECT 1 AS layer);
--|      |          ^^^^^^^^^^^^^^^^^
--| columns there are: layer
INGEST ACTIVATIONS OF MODELS a ON ref LAYERS 0 TO 9;
--| error A212 at 25:51: layer 9 does not exist; the models have layers 0 to 2
--|   25 | INGEST ACTIVATIONS OF MODELS a ON ref LAYERS 0 TO 9;
--|      |                                                   ^
SELECT CAST('abc' AS INTEGER) AS n;
--| error A208 at 26:8: could not convert string 'abc' to INT32
--|   26 | SELECT CAST('abc' AS INTEGER) AS n;
--|      |        ^^^^
-- WITH outside the input of PERSIST or ABLATE, which is a query of its own.
WITH u AS (UNIVERSAL NEURONS OF MODELS a, b ON ref), "v w" (model, checkpoint, layer, neuron) AS NOT MATERIALIZED (SELECT model, checkpoint, layer, neuron FROM u)
SELECT * FROM (PERSIST (SELECT * FROM "V W"));
--| error A203 at 29:39: unknown table 'V W'
--|   29 | SELECT * FROM (PERSIST (SELECT * FROM "V W"));
--|      |                                       ^^^^^
--| the input of PERSIST and ABLATE is a query of its own: move WITH into its brackets
WITH u AS (UNIVERSAL NEURONS OF MODELS a, b ON ref) ABLATE (SELECT * FROM U WHERE rho > 0.5) ON ref;
--| error A203 at 30:75: unknown table 'U'
--|   30 | WITH u AS (UNIVERSAL NEURONS OF MODELS a, b ON ref) ABLATE (SELECT * FROM U WHERE rho > 0.5) ON ref;
--|      |                                                                           ^
--| the input of PERSIST and ABLATE is a query of its own: move WITH into its brackets
WITH u AS (SELECT 1) ABLATE (SELECT * FROM w) ON ref;
--| error A203 at 31:44: unknown table 'w'
--|   31 | WITH u AS (SELECT 1) ABLATE (SELECT * FROM w) ON ref;
--|      |                                            ^
--| did you mean 'answer_rows'?
SELECT model, neurons FROM (ABLATE (WITH u AS (UNIVERSAL NEURONS OF MODELS a, b ON ref) SELECT * FROM u WHERE neuron < 3) ON ref);
--| model | neurons
--| a | 9
--| b | 9
INGEST ACTIVATIONS OF MODEL a ON ref LAYER 9;
--| error A212 at 33:44: layer 9 does not exist; the models have layers 0 to 2
--|   33 | INGEST ACTIVATIONS OF MODEL a ON ref LAYER 9;
--|      |                                            ^
CREATE CORPUS bare FROM 'tests/src/test/resources/study/newlines.u16' WITH (tokenizer = 'bytes', context = 16, separator = false, mask = 'bos,newline');
--| corpus bare: 9 tokens in 1 sequences of 16, 0 count
CORRELATE MODELS a, b ON bare;
--| error A210 at 35:26: no token of corpus 'bare' counts: it has 9 tokens, and its mask leaves none (bos, newline, padding)
--|   35 | CORRELATE MODELS a, b ON bare;
--|      |                          ^^^^
--| CREATE OR REPLACE CORPUS with longer texts, or with a mask that leaves some of them
UNIVERSAL NEURONS OF MODELS a, b ON bare;
--| error A210 at 36:37: no token of corpus 'bare' counts: it has 9 tokens, and its mask leaves none (bos, newline, padding)
--|   36 | UNIVERSAL NEURONS OF MODELS a, b ON bare;
--|      |                                     ^^^^
--| CREATE OR REPLACE CORPUS with longer texts, or with a mask that leaves some of them
SELECT 1 AS one FROM (
  ABLATE (SELECT 'a' AS model, 0 AS checkpoint, 1 AS layer, n AS neuron FROM range(100) r(n)) ON ref VERSUS RANDOM);
--| error A207 at 38:3: layer 1 of a@0 has 28 neurons that are not chosen, fewer than the 100 that are: no control of that size can be drawn
--|   38 |   ABLATE (SELECT 'a' AS model, 0 AS checkpoint, 1 AS layer, n AS neuron FROM range(100) r(n)) ON ref
--|      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
--| choose fewer neurons, or leave out VERSUS
EXPLAIN ABLATE (SELECT 'a' AS model, 0 AS checkpoint, 1 AS layer, n AS neuron FROM range(100) r(n)) ON ref VERSUS MATCHED;
--| error A207 at 39:9: layer 1 of a@0 has 28 neurons that are not chosen, fewer than the 100 that are: no control of that size can be drawn
--|   39 | EXPLAIN ABLATE (SELECT 'a' AS model, 0 AS checkpoint, 1 AS layer, n AS neuron FROM range(100) r(n))
--|      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
--| choose fewer neurons, or leave out VERSUS
PREPARE p AS CORRELATE MODELS a, b ON ref AT CHECKPOINT ?;
--| error A207 at 40:57: PREPARE keeps a relation as it is written: no parameter can stand in it, only behind it
--|   40 | PREPARE p AS CORRELATE MODELS a, b ON ref AT CHECKPOINT ?;
--|      |                                                         ^
--| write the value; parameters that a driver or a saved query binds need no PREPARE
-- Arguments of table functions.
SELECT * FROM correlate_models(model_a := 5);
--| error A208 at 42:32: invalid named parameter 'model_a' for function correlate_models
--|   42 | SELECT * FROM correlate_models(model_a := 5);
--|      |                                ^^^^^^^
--| did you mean 'models'?  parameters: models, corpus, checkpoints, rho
SELECT c.rho FROM correlate_models(models := 'a, bb', corpus := 'reff') AS c;
--| error A201 at 43:46: unknown model 'bb'
--|   43 | SELECT c.rho FROM correlate_models(models := 'a, bb', corpus := 'reff') AS c;
--|      |                                              ^^^^^^^
--| did you mean 'b'?  models: a, b
--| error A204 at 43:65: unknown corpus 'reff'
--|   43 | SELECT c.rho FROM correlate_models(models := 'a, bb', corpus := 'reff') AS c;
--|      |                                                                 ^^^^^^
--| did you mean 'ref'?  corpora: bare, ref, small
SELECT p.* FROM correlate_models(corpus := 'ref') p;
--| error A207 at 44:17: correlate_models needs models := '...'
--|   44 | SELECT p.* FROM correlate_models(corpus := 'ref') p;
--|      |                 ^^^^^^^^^^^^^^^^
--| such as correlate_models(models := 'a, b', corpus := 'pile')
SELECT * FROM correlate_models('a, b');
--| error A208 at 45:15: no function matches the given name and argument types 'correlate_models(STRING_LITERAL)'. You might need to add explicit type casts
--|   45 | SELECT * FROM correlate_models('a, b');
--|      |               ^^^^^^^^^^^^^^^^
--| it takes parameters by name: models := .., corpus := .., checkpoints := .., rho := ..
SELECT * FROM ablate(neurons := 'SELECT 1 AS layer', corpus := 'ref', replacement := 'meen');
--| error S101 at 46:86: ABLATE ... USING takes MEAN, RESAMPLE, ZERO or a number; found 'meen'
--|   46 | SELECT * FROM ablate(neurons := 'SELECT 1 AS layer', corpus := 'ref', replacement := 'meen');
--|      |                                                                                      ^^^^^^
--| did you mean 'MEAN'?
SELECT * FROM persist(neurons := 'nowhere');
--| error A203 at 47:34: unknown table 'nowhere'
--|   47 | SELECT * FROM persist(neurons := 'nowhere');
--|      |                                  ^^^^^^^^^
--| did you mean 'answers'?
CREATE TEMP TABLE chosen AS SELECT 'a' AS model, 0 AS checkpoint, 1 AS layer, 2 AS neuron;
--| 1 rows changed
SELECT * FROM persist(neurons := 'chosen');
--| error A207 at 49:34: functions cannot read temporary tables, such as 'chosen': their input is read beside this session
--|   49 | SELECT * FROM persist(neurons := 'chosen');
--|      |                                  ^^^^^^^^
--| write PERSIST (SELECT * FROM chosen) .. instead of the function, or create the table without TEMP
SELECT neurons FROM (ABLATE (SELECT * FROM chosen) ON ref);
--| neurons
--| 1
SET max_rows = 100;
--| max_rows = 100
SELECT COLUMNS('l.*') FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.9;
--| error U303 at 52:29: CORRELATE would return all 147,456 pairs of neurons; max_rows is 100
--|   52 | SELECT COLUMNS('l.*') FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.9;
--|      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
--| conditions were not pushed down: the planner does not know COLUMNS(..) (at 52:8); write that part otherwise, or store the rows first: CREATE TABLE t AS SELECT * FROM (..) WHERE ..; SET max_rows lets more through
FROM (CORRELATE MODELS a, b ON ref) QUALIFY row_number() OVER (PARTITION BY layer ORDER BY rho DESC) = 1;
--| error U303 at 53:7: CORRELATE would return all 147,456 pairs of neurons; max_rows is 100
--|   53 | FROM (CORRELATE MODELS a, b ON ref) QUALIFY row_number() OVER (PARTITION BY layer ORDER BY rho DESC)
--|      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
--| what row_number() OVER (..) keeps was not pushed down: it reads every row; add WHERE rho > 0.5 (or another bound), ORDER BY rho DESC LIMIT 100, or max(rho) with GROUP BY model, checkpoint, layer, neuron, other_model, other_checkpoint; or SET max_rows higher
