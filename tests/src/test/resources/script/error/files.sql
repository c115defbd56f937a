-- Sources that are not there or not what they say.
CREATE MODEL m FROM 'no/such/folder';
--| error X401 at 2:21: there is no folder 'PROJECT/no/such/folder'
--|   2 | CREATE MODEL m FROM 'no/such/folder';
--|     |                     ^^^^^^^^^^^^^^^^
CREATE MODEL m FROM 'hf:stanford-crfm/alias-gpt2-small-x21';
--| error U302 at 3:21: models are not fetched from the hub: 'hf:stanford-crfm/alias-gpt2-small-x21'
--|   3 | CREATE MODEL m FROM 'hf:stanford-crfm/alias-gpt2-small-x21';
--|     |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
--| download config.json and model.safetensors or pytorch_model.bin of each revision into folders named checkpoint-<step>, and name their parent: FROM 'study/alias'
CREATE MODEL m FROM 'tests/src/test/resources/study';
--| error X401 at 4:21: there is no model in 'PROJECT/tests/src/test/resources/study'
--|   4 | CREATE MODEL m FROM 'tests/src/test/resources/study';
--|     |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
--| name a folder with config.json and model.safetensors or pytorch_model.bin, or a folder of checkpoint-<step> folders
CREATE CORPUS c FROM 'no/such/*.txt';
--| error X401 at 5:22: there is no folder 'PROJECT/no/such'
--|   5 | CREATE CORPUS c FROM 'no/such/*.txt';
--|     |                      ^^^^^^^^^^^^^^^
CREATE CORPUS c FROM 'README.md';
--| error U302 at 6:22: no connector reads a corpus from 'README.md'
--|   6 | CREATE CORPUS c FROM 'README.md';
--|     |                      ^^^^^^^^^^^
--| files or globs that end in .txt, .txt.gz, .jsonl, .jsonl.gz, .ndjson, .ndjson.gz, .parquet, .npy, .u16
CREATE CORPUS c FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'nltk');
--| error A207 at 7:87: unknown tokenizer 'nltk'
--|   7 | CREATE CORPUS c FROM 'tests/src/test/resources/study/reference.u16' WITH (tokenizer = 'nltk');
--|     |                                                                                       ^^^^^^
--| tokenizers: bytes, gpt2, none
SHOW MODELS;
--| model | architecture | layers | neurons | d_model | checkpoints | first_step | last_step | source
