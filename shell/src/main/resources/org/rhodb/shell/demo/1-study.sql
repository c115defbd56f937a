-- The study
-- Five GPT-2s of one architecture, trained on the same text from five seeds, five checkpoints each;
-- and text that none of them has seen, as bytes.
CREATE OR REPLACE MODEL seed0 FROM '{study}/seed0';
CREATE OR REPLACE MODEL seed1 FROM '{study}/seed1';
CREATE OR REPLACE MODEL seed2 FROM '{study}/seed2';
CREATE OR REPLACE MODEL seed3 FROM '{study}/seed3';
CREATE OR REPLACE MODEL seed4 FROM '{study}/seed4';
CREATE OR REPLACE CORPUS europarl FROM '{text}'
  WITH (column = 'text', tokenizer = 'bytes', context = 256, tokens = 8192);
SHOW MODELS;
SHOW CORPORA;
