-- What is not a statement of the language, with what could stand there.
CORRELATE MODEL a, b ON ref;
CORELATE MODELS a, b ON ref;
UNIVERSAL NEURONS OF MODELS a, b;
SELECT * FROM (UNIVERSAL NEURON OF ALL MODELS ON ref);
ABLATE (SELECT 1) ON ref USING none;
CREATE MODEL FROM 'x';
CREATE CORPUS c FROM 'x.txt' WITH (context 64);
SELEC 1;
SELECT 1 +;
SELECT (1;
