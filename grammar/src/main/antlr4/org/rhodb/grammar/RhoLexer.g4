// Turns a script into lexemes: all of SQL as DuckDB writes it, and the words of the DSL.
// It never fails: what cannot be a lexeme becomes INVALID or UNCLOSED_...
// The characters it sees are folded (ScriptCharacters): \u007F stands for any letter beyond ASCII,
// a space for any Unicode space, NUL for whatever no statement may hold.
lexer grammar RhoLexer;

options { caseInsensitive = true; }

tokens {
  QUERY,            // the query in PERSIST (query), one lexeme to the parser: its text stays the user's
  DOLLAR_STRING,    // $tag$ text $tag$, put together by ScannedText from DOLLAR_OPEN
  UNCLOSED_DOLLAR   // $tag$ text, to the end of the script
}

// Words of the DSL, from A to Z, all of them also names: CORRELATE MODELS alias, battlestar
ABLATE : 'ABLATE' ;
ACTIVATIONS : 'ACTIVATIONS' ;
BASELINE : 'BASELINE' ;
CHECKPOINT : 'CHECKPOINT' ;
CHECKPOINTS : 'CHECKPOINTS' ;
CORPORA : 'CORPORA' ;
CORPUS : 'CORPUS' ;
CORRELATE : 'CORRELATE' ;
DRAWS : 'DRAWS' ;
EACH : 'EACH' ;
ESTIMATE : 'ESTIMATE' ;
FLOAT16 : 'FLOAT16' ;
FLOAT32 : 'FLOAT32' ;
GAUSSIAN : 'GAUSSIAN' ;
GRADIENT : 'GRADIENT' ;
INGEST : 'INGEST' ;
LAST : 'LAST' ;
LAYER : 'LAYER' ;
LAYERS : 'LAYERS' ;
MATCHED : 'MATCHED' ;
MEAN : 'MEAN' ;
MODEL : 'MODEL' ;
MODELS : 'MODELS' ;
NEURONS : 'NEURONS' ;
OF : 'OF' ;
ORTHOGONAL : 'ORTHOGONAL' ;
PERMUTATION : 'PERMUTATION' ;
PERSIST : 'PERSIST' ;
RANDOM : 'RANDOM' ;
REFERENCE : 'REFERENCE' ;
RESAMPLE : 'RESAMPLE' ;
RUNS : 'RUNS' ;
SEED : 'SEED' ;
SETTINGS : 'SETTINGS' ;
TOP : 'TOP' ;
UNIVERSAL : 'UNIVERSAL' ;
VERSUS : 'VERSUS' ;
ZERO : 'ZERO' ;

// Words of SQL that are also names, from A to Z: EXPLAIN SELECT 1
ALTER : 'ALTER' ;
ATTACH : 'ATTACH' ;
BEGIN : 'BEGIN' ;
BETWEEN : 'BETWEEN' ;
CALL : 'CALL' ;
COMMENT : 'COMMENT' ;
COMMIT : 'COMMIT' ;
COPY : 'COPY' ;
DEALLOCATE : 'DEALLOCATE' ;
DELETE : 'DELETE' ;
DETACH : 'DETACH' ;
DROP : 'DROP' ;
EXECUTE : 'EXECUTE' ;
EXISTS : 'EXISTS' ;
EXPLAIN : 'EXPLAIN' ;
EXPORT : 'EXPORT' ;
FILTER : 'FILTER' ;
FUNCTION : 'FUNCTION' ;
IMPORT : 'IMPORT' ;
INSERT : 'INSERT' ;
INSTALL : 'INSTALL' ;
INTERVAL : 'INTERVAL' ;
LOAD : 'LOAD' ;
MACRO : 'MACRO' ;
MATERIALIZED : 'MATERIALIZED' ;
MERGE : 'MERGE' ;
OVER : 'OVER' ;
PARTITION : 'PARTITION' ;
PRAGMA : 'PRAGMA' ;
PREPARE : 'PREPARE' ;
RECURSIVE : 'RECURSIVE' ;
RENAME : 'RENAME' ;
REPLACE : 'REPLACE' ;
RESET : 'RESET' ;
ROLLBACK : 'ROLLBACK' ;
SCHEMA : 'SCHEMA' ;
SEQUENCE : 'SEQUENCE' ;
SET : 'SET' ;
TEMP : 'TEMP' ;
TEMPORARY : 'TEMPORARY' ;
TRANSACTION : 'TRANSACTION' ;
TRUNCATE : 'TRUNCATE' ;
UPDATE : 'UPDATE' ;
USE : 'USE' ;
VACUUM : 'VACUUM' ;
VALUES : 'VALUES' ;
VIEW : 'VIEW' ;

// Words of SQL that are names only in quotes, from A to Z: SELECT 1
ALL : 'ALL' ;
ANALYSE : 'ANALYSE' ;
ANALYZE : 'ANALYZE' ;
AND : 'AND' ;
ANTI : 'ANTI' ;
ANY : 'ANY' ;
ARRAY : 'ARRAY' ;
AS : 'AS' ;
ASC : 'ASC' ;
ASOF : 'ASOF' ;
ASYMMETRIC : 'ASYMMETRIC' ;
AT : 'AT' ;
BOTH : 'BOTH' ;
BY : 'BY' ;
CASE : 'CASE' ;
CAST : 'CAST' ;
CHECK : 'CHECK' ;
COLLATE : 'COLLATE' ;
COLUMN : 'COLUMN' ;
CONSTRAINT : 'CONSTRAINT' ;
CREATE : 'CREATE' ;
CROSS : 'CROSS' ;
DEFAULT : 'DEFAULT' ;
DEFERRABLE : 'DEFERRABLE' ;
DESC : 'DESC' ;
DESCRIBE : 'DESCRIBE' ;
DISTINCT : 'DISTINCT' ;
DO : 'DO' ;
ELSE : 'ELSE' ;
END : 'END' ;
EXCEPT : 'EXCEPT' ;
FALSE : 'FALSE' ;
FETCH : 'FETCH' ;
FOR : 'FOR' ;
FOREIGN : 'FOREIGN' ;
FROM : 'FROM' ;
FULL : 'FULL' ;
GLOB : 'GLOB' ;
GROUP : 'GROUP' ;
HAVING : 'HAVING' ;
IF : 'IF' ;
ILIKE : 'ILIKE' ;
IN : 'IN' ;
INITIALLY : 'INITIALLY' ;
INNER : 'INNER' ;
INTERSECT : 'INTERSECT' ;
INTO : 'INTO' ;
IS : 'IS' ;
ISNULL : 'ISNULL' ;
JOIN : 'JOIN' ;
LAMBDA : 'LAMBDA' ;
LATERAL : 'LATERAL' ;
LEADING : 'LEADING' ;
LEFT : 'LEFT' ;
LIKE : 'LIKE' ;
LIMIT : 'LIMIT' ;
NATURAL : 'NATURAL' ;
NOT : 'NOT' ;
NOTNULL : 'NOTNULL' ;
NULL : 'NULL' ;
OFFSET : 'OFFSET' ;
ON : 'ON' ;
ONLY : 'ONLY' ;
OR : 'OR' ;
ORDER : 'ORDER' ;
OUTER : 'OUTER' ;
PIVOT : 'PIVOT' ;
PIVOT_LONGER : 'PIVOT_LONGER' ;
PIVOT_WIDER : 'PIVOT_WIDER' ;
PLACING : 'PLACING' ;
POSITIONAL : 'POSITIONAL' ;
PRIMARY : 'PRIMARY' ;
QUALIFY : 'QUALIFY' ;
REFERENCES : 'REFERENCES' ;
RETURNING : 'RETURNING' ;
RIGHT : 'RIGHT' ;
SELECT : 'SELECT' ;
SEMI : 'SEMI' ;
SHOW : 'SHOW' ;
SIMILAR : 'SIMILAR' ;
SOME : 'SOME' ;
SUMMARIZE : 'SUMMARIZE' ;
SYMMETRIC : 'SYMMETRIC' ;
TABLE : 'TABLE' ;
TABLESAMPLE : 'TABLESAMPLE' ;
THEN : 'THEN' ;
TO : 'TO' ;
TRAILING : 'TRAILING' ;
TRUE : 'TRUE' ;
UNION : 'UNION' ;
UNIQUE : 'UNIQUE' ;
UNPIVOT : 'UNPIVOT' ;
USING : 'USING' ;
VARIADIC : 'VARIADIC' ;
WHEN : 'WHEN' ;
WHERE : 'WHERE' ;
WINDOW : 'WINDOW' ;
WITH : 'WITH' ;

// A name: layer, w_out, größe
IDENTIFIER : LETTER (LETTER | DIGIT | '$')* ;

// A name in quotes: "models", "my ""best"" model"
QUOTED_NAME : '"' (~'"' | '""')* '"' ;

// A quoted name that the script ends in: "mod
UNCLOSED_NAME : '"' (~'"' | '""')* ;

// Text: 'pile', 'it''s'
STRING : '\'' (~'\'' | '\'\'')* '\'' ;

// Text that the script ends in: 'pil
UNCLOSED_STRING : '\'' (~'\'' | '\'\'')* ;

// Text with backslash escapes: E'it\'s'
ESCAPE_STRING : 'E\'' (~['\\] | '\'\'' | '\\' .)* '\'' ;

// Text with backslash escapes that the script ends in: E'it\'
UNCLOSED_ESCAPE_STRING : 'E\'' (~['\\] | '\'\'' | '\\' .)* '\\'? ;

// The opening of a dollar-quoted text: $$, $tag$
DOLLAR_OPEN : '$' (LETTER (LETTER | DIGIT)*)? '$' ;

// A parameter of a prepared statement: ?, ?1, $1, $rho
PARAMETER : '?' DIGIT* | '$' DIGIT+ | '$' LETTER (LETTER | DIGIT)* ;

// A number: 400000, 5_000_000, 0.5, .5e-3, 0xFF
NUMBER
  : DIGITS ('.' DIGITS?)? EXPONENT?
  | '.' DIGITS EXPONENT?
  | '0X' [0-9A-F_]+
  ;

// A comment to the end of its line: -- as in the paper
LINE_COMMENT : '--' ~[\r\n]* ;

// A comment that may hold comments: /* one /* two */ */
OPEN_COMMENT : '/*' -> more, pushMode(COMMENTED) ;

// Spaces between lexemes
SPACE : [ \t\r\n\f\u000B]+ -> skip ;

// Signs with a meaning of their own in the DSL: (alias@80000, rho = -1);
OPEN : '(' ;
CLOSE : ')' ;
COMMA : ',' ;
SEMICOLON : ';' ;
DOT : '.' ;
AT_SIGN : '@' ;
EQUALS : '=' ;
PLUS : '+' ;
MINUS : '-' ;

// Brackets of lists and structs: [1, 2], {'a': 1}
OPEN_BRACKET : [[{] ;
CLOSE_BRACKET : [\]}] ;

// Any other sign of SQL, one at a time: rho > 0.5
OPERATOR : [~!#%^&|<>/\\`*:] ;

// A character that no statement may hold: NUL
INVALID : . ;

// One character of a name: a, _, é
fragment LETTER : [A-Z_\u007F] ;

// One decimal digit: 7
fragment DIGIT : [0-9] ;

// Digits in groups: 5_000_000
fragment DIGITS : [0-9] [0-9_]* ;

// A power of ten: e-3
fragment EXPONENT : 'E' [+-]? DIGITS ;

// In a comment: /* here */
mode COMMENTED;

// The end of the outermost comment: */
BLOCK_COMMENT : '*/' -> popMode ;

// A comment in the comment: /* outer /* here
INNER_OPEN : '/*' -> more, pushMode(INNER_COMMENTED) ;

// What is commented: as in the paper
COMMENTED_TEXT : (~[*/]+ | [*/]) -> more ;

// In a comment in a comment: /* outer /* here */ */
mode INNER_COMMENTED;

// The end of an inner comment: */
INNER_CLOSE : '*/' -> more, popMode ;

// A comment deeper still: /* outer /* inner /* here
DEEPER_OPEN : '/*' -> more, pushMode(INNER_COMMENTED) ;

// What is commented in there: as in the paper
INNER_TEXT : (~[*/]+ | [*/]) -> more ;
