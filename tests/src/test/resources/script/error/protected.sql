-- The engine's own tables are read by SQL and changed by statements of their own.
DELETE FROM models;
--| error A214 at 2:13: 'models' is the engine's own and is not changed by SQL
--|   2 | DELETE FROM models;
--|     |             ^^^^^^
--| CREATE MODEL and DROP MODEL change it
DROP TABLE rhodb.runs;
--| error A214 at 3:12: 'runs' is the engine's own and is not changed by SQL
--|   3 | DROP TABLE rhodb.runs;
--|     |            ^^^^^
--| only the engine writes it; SELECT reads it, CREATE TABLE ... AS copies it
SELECT count(*) AS models FROM models;
--| models
--| 0
