package org.rhodb.engine.store;

/**
 * How a store is opened.
 *
 * @param isReadOnly nothing is written; several processes may read at once, none beside a writer
 * @param isSafe for SQL that is not trusted: no file, network or extension is reached, settings are
 *     locked
 * @param memoryLimitBytes the share of memory DuckDB may take
 * @param threads DuckDB's threads
 * @param isInMemory no folder: everything is gone at close
 */
public record StoreOptions(
    boolean isReadOnly, boolean isSafe, long memoryLimitBytes, int threads, boolean isInMemory) {

  /** Least memory DuckDB is given, whatever is asked for: below it nothing runs. */
  static final long LEAST_MEMORY_BYTES = 64L << 20;

  public StoreOptions {
    if (memoryLimitBytes <= 0 || threads <= 0) {
      throw new IllegalArgumentException("memory and threads must be positive");
    }
    if (isReadOnly && isInMemory) {
      throw new IllegalArgumentException("a store in memory cannot be read-only");
    }
  }

  /** Returns options for a folder that is read and written. */
  public static StoreOptions writable(long memoryLimitBytes, int threads) {
    return new StoreOptions(false, false, memoryLimitBytes, threads, false);
  }
}
