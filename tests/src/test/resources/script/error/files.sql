-- Sources that are not there or not what they say.
CREATE MODEL m FROM 'no/such/folder';
CREATE MODEL m FROM 'hf:stanford-crfm/alias-gpt2-small-x21';
CREATE MODEL m FROM 'tests/src/test/resources/study';
CREATE CORPUS c FROM 'no/such/*.txt';
CREATE CORPUS c FROM 'README.md';
CREATE CORPUS c FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'nltk');
SHOW MODELS;
