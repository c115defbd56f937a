package org.rhodb.engine.catalog;

import java.util.Map;

/**
 * Ingested activations: immutable files with a ledger. A shard is seen whole or not at all: it is
 * written under another name, made durable, renamed, and then entered in the ledger. For one
 * thread; several may each have their own.
 */
public interface ActivationShards {

  /** Returns the shards in the ledger of a checkpoint over a corpus, with their bytes on disk. */
  Map<ActivationShardKey, Long> list(String weightsHash, String corpusHash);

  /**
   * Begins a shard. Caller closes.
   *
   * @param width values a row: the layer's neurons
   * @throws org.rhodb.engine.error.QueryException R504 if the database is read-only, R505 if the
   *     file cannot be written
   */
  Writer create(ActivationShardKey key, int width);

  /**
   * Opens a shard after its bytes were found to be those of the ledger. Caller closes.
   *
   * @throws org.rhodb.engine.error.QueryException X409 if it is missing or damaged
   */
  Reader open(ActivationShardKey key);

  /** A shard that is being written; closing without {@link #commit} leaves nothing behind. */
  interface Writer extends AutoCloseable {

    /**
     * Appends rows, one a position; rounded to nearest even where the type is FLOAT16.
     *
     * @param values holds value i of row r at {@code offset + r * stride + i}; read only
     */
    void append(float[] values, int rows, int offset, int stride);

    /**
     * Makes it durable and enters it in the ledger.
     *
     * @return bytes on disk
     * @throws org.rhodb.engine.error.QueryException R505 if it cannot be written
     */
    long commit();

    @Override
    void close();
  }

  /** A shard that is being read, front to back. */
  interface Reader extends AutoCloseable {

    /** Returns the number of rows: sequences times context. */
    long rows();

    /** Returns the values a row. */
    int width();

    /**
     * Reads the next rows, widened to float32.
     *
     * @param values takes value i of row r at {@code offset + r * stride + i}
     * @throws org.rhodb.engine.error.QueryException X409 if there are fewer
     */
    void read(float[] values, int rows, int offset, int stride);

    @Override
    void close();
  }
}
