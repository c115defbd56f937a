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
-- A table of the user's own may take such a name, and hides the engine's where SQL names it alone.
CREATE TABLE main.runs AS SELECT 7 AS mine;
--| 1 rows changed
--| warning: 'runs' now means this table; the engine's own is read as rhodb.runs
SELECT mine FROM runs;
--| mine
--| 7
SELECT count(*) AS n FROM rhodb.runs;
--| n
--| 0
DROP TABLE runs;
SELECT count(*) AS n FROM runs;
--| n
--| 0
