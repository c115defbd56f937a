// The statements and relations of the DSL. SQL has no rules here: it stays the user's own text
// (design: no second SELECT grammar), and a relation's rule is run from its first word on and ends
// by itself, so that WHERE, ORDER BY or a join behind it remain SQL.
// Every decision needs one lexeme only; what a clause may not do twice is checked by the builders.
parser grammar RhoParser;

options { tokenVocab = RhoLexer; }

// CREATE MODEL alias FROM 'hf:stanford-crfm/alias-gpt2-small-x21' CHECKPOINTS (80000, 160000)
createModel
  : CREATE orReplace? MODEL ifNotExists? name FROM text (CHECKPOINTS steps)? EOF
  ;

// CREATE CORPUS pile FROM 'pile/*.jsonl' WITH (column = 'text', tokens = 5000000)
createCorpus
  : CREATE orReplace? CORPUS ifNotExists? name FROM text (WITH OPEN option (COMMA option)* CLOSE)? EOF
  ;

// OR REPLACE
orReplace
  : OR REPLACE
  ;

// IF NOT EXISTS
ifNotExists
  : IF NOT EXISTS
  ;

// tokenizer = 'gpt2'; column is a word that SQL reserves
option
  : (name | COLUMN) EQUALS literal
  ;

// DROP MODEL IF EXISTS alias
drop
  : DROP (MODEL | CORPUS) (IF EXISTS)? name EOF
  ;

// SHOW MODELS
show
  : SHOW (MODELS | CHECKPOINTS | CORPORA | RUNS | SETTINGS) EOF
  ;

// DESCRIBE alias
describe
  : (DESCRIBE | DESC) name EOF
  ;

// SET device = 'cuda:0'
setSetting
  : SET name (EQUALS | TO) settingValue EOF
  ;

// RESET device
resetSetting
  : RESET name EOF
  ;

// 'cuda:0', a bare word such as on or off, or DEFAULT
settingValue
  : literal
  | name
  | ON
  | DEFAULT
  ;

// INGEST ACTIVATIONS OF MODELS alias, caprica AT CHECKPOINT 400000 ON pile LAYERS 0 TO 3 AS FLOAT16
ingest
  : INGEST ACTIVATIONS OF models (onCorpus | atCheckpoints | layerRange | storedAs)* EOF
  ;

// LAYERS 0 TO 3
layerRange
  : (LAYER | LAYERS) whole (TO whole)?
  ;

// AS FLOAT16
storedAs
  : AS (FLOAT16 | FLOAT32)
  ;

// CORRELATE MODELS alias, battlestar ON pile AT CHECKPOINT 400000
correlate
  : CORRELATE models (onCorpus | atCheckpoints)*
  ;

// UNIVERSAL NEURONS OF MODELS alias, battlestar, caprica ON pile AT ALL CHECKPOINTS BASELINE ORTHOGONAL
universal
  : UNIVERSAL NEURONS OF models (onCorpus | atCheckpoints | reference | baseline)*
  ;

// PERSIST (SELECT * FROM u) BY LAYER
persist
  : PERSIST OPEN QUERY CLOSE byLayer?
  ;

// ABLATE (SELECT * FROM u) ON pile USING MEAN BY LAYER VERSUS RANDOM 20 DRAWS SEED 1
ablate
  : ABLATE OPEN QUERY CLOSE (onCorpus | replacedBy | byLayer | versus | each | estimate)*
  ;

// ACTIVATIONS OF MODEL alias ON pile AT CHECKPOINT 400000
activations
  : ACTIVATIONS OF models (onCorpus | atCheckpoints)*
  ;

// MODELS alias, battlestar@80000
models
  : ALL MODELS
  | (MODEL | MODELS) modelReference (COMMA modelReference)*
  ;

// alias@80000
modelReference
  : name (AT_SIGN whole)?
  ;

// ON pile
onCorpus
  : ON name
  ;

// AT CHECKPOINT 400000
atCheckpoints
  : AT ( ALL CHECKPOINTS | LAST CHECKPOINT | CHECKPOINT whole | CHECKPOINTS steps )
  ;

// (80000, 160000)
steps
  : OPEN whole (COMMA whole)* CLOSE
  ;

// REFERENCE alias
reference
  : REFERENCE ( name | OPEN name (COMMA name)* CLOSE )
  ;

// BASELINE ORTHOGONAL DRAWS 3 SEED 7
baseline
  : BASELINE (ORTHOGONAL | GAUSSIAN | PERMUTATION) (draws | seed)*
  ;

// DRAWS 3
draws
  : DRAWS whole
  ;

// SEED 7
seed
  : SEED number
  ;

// USING MEAN
replacedBy
  : USING ( ZERO | MEAN | RESAMPLE seed? | number )
  ;

// BY LAYER
byLayer
  : BY LAYER
  ;

// VERSUS RANDOM 20 DRAWS SEED 1
versus
  : VERSUS ( RANDOM (whole DRAWS)? seed? | MATCHED )
  ;

// EACH
each
  : EACH
  ;

// ESTIMATE BY GRADIENT TOP 50
estimate
  : ESTIMATE BY GRADIENT (TOP whole)?
  ;

// 'gpt2', 512, true
literal
  : quoted
  | number
  | TRUE
  | FALSE
  ;

// 'pile/*.jsonl', or a parameter for it
text
  : quoted
  | PARAMETER
  ;

// 'pile/*.jsonl'
quoted
  : STRING
  | ESCAPE_STRING
  | DOLLAR_STRING
  ;

// 80000, or a parameter for it: ?
whole
  : NUMBER
  | PARAMETER
  ;

// -0.25, or a parameter for it: $value
number
  : (PLUS | MINUS)? NUMBER
  | PARAMETER
  ;

// alias, "my corpus", layer
name
  : IDENTIFIER
  | QUOTED_NAME
  | dslWord
  | freeSqlWord
  ;

// layer: every word of the DSL is a name as well
dslWord
  : ABLATE | ACTIVATIONS | BASELINE | CHECKPOINT | CHECKPOINTS | CORPORA | CORPUS | CORRELATE
  | DRAWS | EACH | ESTIMATE | FLOAT16 | FLOAT32 | GAUSSIAN | GRADIENT | INGEST | LAST | LAYER
  | LAYERS | MATCHED | MEAN | MODEL | MODELS | NEURONS | OF | ORTHOGONAL | PERMUTATION | PERSIST
  | RANDOM | REFERENCE | RESAMPLE | RUNS | SEED | SETTINGS | TOP | UNIVERSAL | VERSUS | ZERO
  ;

// comment: so is every word of SQL that DuckDB does not reserve
freeSqlWord
  : ALTER | ATTACH | BEGIN | BETWEEN | CALL | COMMENT | COMMIT | COPY | DEALLOCATE | DELETE
  | DETACH | DROP | EXECUTE | EXISTS | EXPLAIN | EXPORT | FILTER | FUNCTION | IMPORT | INSERT
  | INSTALL | INTERVAL | LOAD | MACRO | MATERIALIZED | MERGE | OVER | PARTITION | PRAGMA
  | PREPARE | RECURSIVE | RENAME | REPLACE | RESET | ROLLBACK | SCHEMA | SEQUENCE | SET | TEMP
  | TEMPORARY | TRANSACTION | TRUNCATE | UPDATE | USE | VACUUM | VALUES | VIEW
  ;
