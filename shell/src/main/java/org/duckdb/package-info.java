/**
 * What the command replaces of DuckDB's driver for the sake of its start; it lies before the driver
 * on the class path.
 */
package org.duckdb;
