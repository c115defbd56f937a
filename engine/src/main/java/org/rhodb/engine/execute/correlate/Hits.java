package org.rhodb.engine.execute.correlate;

/** Correlations that are found one after another. */
interface Hits extends AutoCloseable {

  /**
   * Clears the batch and fills it with some hits, perhaps none.
   *
   * @return false at the end, when nothing was filled
   */
  boolean next(HitBatch batch);

  @Override
  void close();
}
