!set outputformat csv
!tables
!primarykeys k
!describe k
SELECT model, count(*) AS n, avg(rho) AS rho FROM u GROUP BY model;
SELECT nothing FROM u;
SELECT [1, 2] AS list, DATE '2026-01-31' AS day, NULL AS nothing;
!metadata getSchemas
!indexes k
!importedkeys k
EXPLAIN SELECT count(*) FROM (CORRELATE MODELS seed0, seed1 ON ref) WHERE rho > 0.9;
!autocommit off
CREATE TABLE gone AS SELECT 1 AS a;
!rollback
!autocommit on
SELECT count(*) AS tables FROM duckdb_tables() WHERE table_name = 'gone';
!quit
