package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.rhodb.engine.network.tensor.TokenBlock;

/** Some tokens of a block, a row a neuron: shape [neurons][tokens], float32. */
public final class TransposedBlock implements AutoCloseable {
  /** Tokens copied at once: 64 values of a neuron, four cache lines, come and go together. */
  private static final int STRIP_TOKENS = 64;

  /**
   * Values by which the buffer's rows are longer than the block's. Rows that lie apart by a
   * multiple of 4 kB, as those of 9,216 neurons do, share eight cache lines: 0.43 G values/s
   * without the buffer there, 0.84 with it.
   */
  private static final int PADDING = 16;

  /** Tokens held at most. */
  public static final int TOKENS = PairSums.CALL_TOKENS;

  private final ScreenKernels kernels;
  private final NDManager scope;
  private final NDArray array;
  private final NDArray buffer;
  private int tokens;

  /** Allocates a block of at most {@link PairSums#CALL_TOKENS} tokens. */
  TransposedBlock(ScreenKernels kernels, int neurons) {
    this.kernels = kernels;
    this.scope = kernels.runtime().openScope();
    this.array = scope.zeros(new Shape(neurons, PairSums.CALL_TOKENS));
    this.buffer = scope.zeros(new Shape(STRIP_TOKENS, neurons + PADDING));
  }

  /**
   * Takes tokens of a block, as it holds them.
   *
   * @return how many were taken; 0 at the end of the block
   */
  public int take(TokenBlock block, int first) {
    tokens = Math.min(PairSums.CALL_TOKENS, block.tokens() - first);
    if (tokens > 0) {
      kernels.script().apply("transpose_rows", array, block.array(), first, tokens, buffer);
    }
    return Math.max(0, tokens);
  }

  int tokens() {
    return tokens;
  }

  NDArray array() {
    return array;
  }

  /** Returns the bytes of so many neurons. */
  public static long bytes(long neurons) {
    return 4L * (PairSums.CALL_TOKENS + STRIP_TOKENS) * neurons;
  }

  @Override
  public void close() {
    scope.close();
  }
}
