-- Unknown names: all of a statement at once, in the order of the text.
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b';
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);

CORRELATE MODELS a, bb ON ref;
CORRELATE MODELS x, y ON pile;
CORRELATE MODELS a, b@17 ON ref;
CORRELATE MODELS a ON ref;
UNIVERSAL NEURONS OF MODELS a, a ON ref;
UNIVERSAL NEURONS OF MODELS a, b REFERENCE c ON ref;
CORRELATE MODELS a, b ON ref WHERE rhoo > 0.5;
SELECT layr FROM (CORRELATE MODELS a, b ON ref);
SELECT * FROM nowhere;
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
CREATE CORPUS ref FROM 'x.txt';
DROP MODEL zebra;
DROP CORPUS zebra;
SET devce = 'cpu';
SET threads = 'many';
CREATE CORPUS c FROM 'tests/src/test/resources/study/reference.u16' WITH (contxt = 64);
CREATE CORPUS small FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 65, separator = false);
CORRELATE MODELS a, b ON small;
PERSIST (SELECT 1 AS layer);
INGEST ACTIVATIONS OF MODELS a ON ref LAYERS 0 TO 9;
