package org.rhodb.engine.execute.correlate.pair;

/** Correlations that are found one after another. */
public interface Hits extends AutoCloseable {

  /**
   * Clears the batch and fills it with some hits, perhaps none.
   *
   * @return false at the end, when nothing was filled
   */
  boolean next(HitBatch batch);

  @Override
  void close();
}
