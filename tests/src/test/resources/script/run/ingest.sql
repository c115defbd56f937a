-- INGEST ACTIVATIONS: shards that are read instead of running the model, once only.
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
--| model a: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b';
--| model b: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);
--| corpus ref: 384 tokens in 6 sequences of 64, 378 count
SELECT count(*) AS n, max(rho) AS highest FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.2;
--| n | highest
--| 159 | 0.3560

INGEST ACTIVATIONS OF ALL MODELS ON ref AS FLOAT32;
--| model | checkpoint | first_layer | last_layer | type | shards_written | shards_kept | bytes
--| a | 0 | 0 | 2 | FLOAT32 | 3 | 0 | 595422
--| b | 0 | 0 | 2 | FLOAT32 | 3 | 0 | 595422
INGEST ACTIVATIONS OF ALL MODELS ON ref AS FLOAT32;
--| model | checkpoint | first_layer | last_layer | type | shards_written | shards_kept | bytes
--| a | 0 | 0 | 2 | FLOAT32 | 0 | 3 | 595422
--| b | 0 | 0 | 2 | FLOAT32 | 0 | 3 | 595422

-- The same answer from the shards.
SELECT count(*) AS n, max(rho) AS highest FROM (CORRELATE MODELS a, b ON ref) WHERE rho > 0.2;
--| n | highest
--| 159 | 0.3560
SELECT round(activation, 4) AS activation FROM ACTIVATIONS OF MODEL a ON ref WHERE layer = 0 AND neuron = 1 AND sequence = 0 AND position = 7;
--| activation
--| 3.345
SELECT operator, forward_passes > 0 AS ran, bytes > 0 AS read FROM runs ORDER BY id;
--| operator | ran | read
--| correlate | true | true
--| ingest | true | true
--| ingest | false | false
--| correlate | false | true
--| activations | false | true
