package org.duckdb;

/**
 * Stands before the driver's class of this name, which at every start loads Java's flight recorder
 * and opens a second connection, so that a recording could show DuckDB's memory.
 */
final class JfrMemoryMonitor {
  private JfrMemoryMonitor() {}

  static void init() {
    // Nothing is recorded.
  }

  static void connectionOpened(DuckDBConnection connection) {
    // Nothing is recorded.
  }

  static void connectionClosed(long database) {
    // Nothing is recorded.
  }
}
