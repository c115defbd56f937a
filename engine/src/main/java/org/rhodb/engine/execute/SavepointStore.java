package org.rhodb.engine.execute;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Keeps the state of a long pass so that a killed statement, started again, goes on from there. A
 * savepoint is seen whole or not at all. For one thread.
 */
public interface SavepointStore {

  /**
   * Opens the newest savepoint of a key, after its bytes were found undamaged; a damaged one counts
   * as none. Caller closes.
   *
   * @param key names everything that the bytes depend on; letters, digits, {@code -} and {@code _}
   */
  Optional<InputStream> open(String key);

  /**
   * Begins a savepoint that takes the place of the key's last when it is committed. Caller closes.
   *
   * @throws org.rhodb.engine.error.QueryException R505 if it cannot be written
   */
  Pending create(String key);

  /** Removes a key's savepoint if there is one. */
  void remove(String key);

  /** Returns one that keeps nothing: for databases opened read-only. */
  static SavepointStore none() {
    return new SavepointStore() {
      @Override
      public Optional<InputStream> open(String key) {
        return Optional.empty();
      }

      @Override
      public Pending create(String key) {
        return new Pending() {
          @Override
          public OutputStream stream() {
            return OutputStream.nullOutputStream();
          }

          @Override
          public void commit() {}

          @Override
          public void close() {}
        };
      }

      @Override
      public void remove(String key) {}
    };
  }

  /**
   * A savepoint that is being written. Closing without {@link #commit} leaves the last as it was.
   */
  interface Pending extends AutoCloseable {
    /** Returns where its bytes go; buffered. */
    OutputStream stream();

    /**
     * Makes it the key's savepoint, once its bytes are safe on disk.
     *
     * @throws org.rhodb.engine.error.QueryException R505 if it cannot be written
     */
    void commit();

    @Override
    void close();
  }
}
