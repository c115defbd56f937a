package org.rhodb.engine.execute;

import org.jspecify.annotations.Nullable;
import org.rhodb.engine.network.tensor.ActivationMatrix;

/** Post-activations of one checkpoint, batch after batch. For one thread; closes its model. */
public interface ActivationStream extends AutoCloseable {

  /**
   * Returns the counted token that the next batch begins with; at most the one asked for at first.
   */
  long nextToken();

  /**
   * Returns the next batch; null at the end of the corpus. Takes about a second at most, so that
   * its caller can look for a cancellation in between. Caller closes.
   *
   * @return shape [counted tokens, at least 1][(lastLayer - firstLayer + 1) * d_mlp], float32
   */
  @Nullable ActivationMatrix next();

  @Override
  void close();
}
