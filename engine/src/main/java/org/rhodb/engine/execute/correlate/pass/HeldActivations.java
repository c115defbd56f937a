package org.rhodb.engine.execute.correlate.pass;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.network.tensor.ActivationMatrix;

/**
 * One network's activations at the first tokens of a corpus, as a pass got them, so that the next
 * pass over the same tokens need not run the model for them.
 */
public final class HeldActivations implements AutoCloseable {
  private final TilePass.Layers layers;
  private final long limit;
  private final Deque<ActivationMatrix> batches = new ArrayDeque<>();
  private long tokens;
  private boolean isFull;

  /**
   * Creates an empty store.
   *
   * @param layers that every batch is of
   * @param limit most tokens to hold; 0: none
   */
  public HeldActivations(TilePass.Layers layers, long limit) {
    this.layers = layers;
    this.limit = limit;
  }

  /**
   * Takes over a pass's next batch, and closes it later; not once there was no room for one.
   *
   * @return whether it was taken
   */
  boolean take(ActivationMatrix batch) {
    isFull |= tokens + batch.rows() > limit;
    if (!isFull) {
      batches.add(batch);
      tokens += batch.rows();
    }
    return !isFull;
  }

  /** Gives the first batch back, which its receiver closes; null after the last. */
  @Nullable ActivationMatrix poll() {
    return batches.poll();
  }

  /** Returns how many tokens were held at most: behind them the model runs again. */
  public long tokens() {
    return tokens;
  }

  public TilePass.Layers layers() {
    return layers;
  }

  @Override
  public void close() {
    batches.forEach(ActivationMatrix::close);
    batches.clear();
  }
}
