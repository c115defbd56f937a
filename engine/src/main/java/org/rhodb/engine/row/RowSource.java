package org.rhodb.engine.row;

/** Rows that are pulled a chunk at a time, until there are none left. */
public interface RowSource extends AutoCloseable {

  /**
   * Clears the batch and fills it.
   *
   * @return whether it holds at least one row; false means the end
   */
  boolean next(RowBatch batch);

  /** Releases what the rows hold; may be called before the end and more than once. */
  @Override
  void close();
}
