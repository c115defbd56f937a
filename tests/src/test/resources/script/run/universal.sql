-- UNIVERSAL NEURONS over two models: the statistic over the best match in each other model.
CREATE MODEL a FROM 'engine/src/test/resources/reference/gpt2-a';
--| model a: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE MODEL b FROM 'engine/src/test/resources/reference/gpt2-b';
--| model b: gpt2, 3 layers of 128 neurons, 1 checkpoint
CREATE CORPUS ref FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'bytes', context = 64, separator = false);
--| corpus ref: 384 tokens in 6 sequences of 64, 378 count

-- Without WHERE every neuron of every model is listed.
SELECT model, count(*) AS neurons, min(others) AS others, min(tokens) AS n FROM (UNIVERSAL NEURONS OF ALL MODELS ON ref) GROUP BY model;
--| model | neurons | others | n
--| a | 384 | 1 | 378
--| b | 384 | 1 | 378

-- With one other model the mean, the least and the greatest best match are one number.
SELECT count(*) AS differing FROM (UNIVERSAL NEURONS OF MODELS a, b ON ref) WHERE rho <> min_rho OR rho <> max_rho;
--| differing
--| 0

-- It is the best match of CORRELATE.
SELECT count(*) AS differing
FROM (UNIVERSAL NEURONS OF MODELS a, b REFERENCE a ON ref) u
JOIN (SELECT layer, neuron, max(rho) AS rho FROM (CORRELATE MODELS a, b ON ref) GROUP BY layer, neuron) c USING (layer, neuron)
WHERE abs(u.rho - c.rho) > 1e-6;
--| differing
--| 0

-- Mutual matches come in pairs.
SELECT model, sum(mutual) AS mutual FROM (UNIVERSAL NEURONS OF MODELS a, b ON ref) GROUP BY model;
--| model | mutual
--| a | 105
--| b | 105

-- A baseline gives the excess: in random networks there is none to speak of.
SELECT model, round(avg(rho), 2) AS rho, abs(avg(excess)) < 0.02 AS near_chance, bool_and(abs(rho - baseline - excess) < 1e-9) AS adds_up
FROM (UNIVERSAL NEURONS OF MODELS a, b ON ref BASELINE ORTHOGONAL DRAWS 2 SEED 7) GROUP BY model;
--| model | rho | near_chance | adds_up
--| a | 0.1800 | true | true
--| b | 0.1800 | true | true
SELECT count(*) AS n FROM (UNIVERSAL NEURONS OF MODELS a, b ON ref) WHERE baseline IS NULL AND excess IS NULL;
--| n
--| 768
