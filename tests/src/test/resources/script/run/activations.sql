-- ACTIVATIONS OF MODEL: a neuron at every token that counts.
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
--| model a: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);
--| corpus ref: 384 tokens in 6 sequences of 64, 378 count
SELECT count(*) AS n, count(DISTINCT sequence) AS sequences, min(position) AS first, max(position) AS last FROM ACTIVATIONS OF MODEL a ON ref WHERE layer = 1 AND neuron = 5;
--| n | sequences | first | last
--| 378 | 6 | 1 | 63
SELECT sequence, position, token_id, round(activation, 4) AS activation FROM ACTIVATIONS OF MODEL a ON ref WHERE layer = 0 AND neuron = 1 ORDER BY activation DESC LIMIT 5;
--| sequence | position | token_id | activation
--| 3 | 56 | 234 | 4.746
--| 4 | 62 | 8 | 4.715
--| 5 | 32 | 8 | 4.546
--| 5 | 40 | 249 | 4.406
--| 4 | 50 | 191 | 4.221
SELECT round(activation, 4) AS activation FROM ACTIVATIONS OF MODEL a ON ref WHERE layer = 0 AND neuron = 1 AND sequence = 0 AND position = 7;
--| activation
--| 3.345
