package org.rhodb.engine.execute;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

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
   * @throws QueryException R505 if it cannot be written
   */
  Pending create(String key);

  /** Removes a key's savepoint if there is one. */
  void remove(String key);

  /** The bytes of a savepoint. */
  interface Contents {
    /** Writes them. */
    void write(DataOutputStream out) throws IOException;
  }

  /**
   * Writes a savepoint that takes the place of the key's last.
   *
   * @throws QueryException R505 if it cannot be written; the last one is as it was
   */
  default void write(String key, Contents contents) {
    try (Pending pending = create(key)) {
      DataOutputStream out = new DataOutputStream(pending.stream());
      contents.write(out);
      out.flush();
      pending.commit();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** How a savepoint's bytes are read. */
  interface Reading<T> {
    /** Reads them; they were checked when the savepoint was opened. */
    T read(DataInputStream in) throws IOException;
  }

  /** Reads the newest savepoint of a key, as {@link #open} finds it. */
  default <T> Optional<T> read(String key, Reading<T> reading) {
    Optional<InputStream> saved = open(key);
    if (saved.isEmpty()) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(saved.get())) {
      return Optional.of(reading.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // its bytes were checked
    }
  }

  /** Returns R505, with the way out. */
  static QueryException unwritable(IOException e) {
    return QueryException.of(ErrorCode.R505, "cannot write a savepoint: " + e.getMessage())
        .withHint("free some space, or SET save_interval = 0 to keep no savepoints")
        .withCause(e);
  }

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
     * @throws QueryException R505 if it cannot be written
     */
    void commit();

    @Override
    void close();
  }
}
