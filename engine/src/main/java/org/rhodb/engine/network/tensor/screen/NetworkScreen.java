package org.rhodb.engine.network.tensor.screen;

import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.statistic.Moments;

/** What a screen keeps of some neurons while their tokens go by. */
public interface NetworkScreen extends AutoCloseable {

  /**
   * Adds a block, and its moments to the block's own.
   *
   * @param block holds a whole number of {@link SketchShape#GROUP_TOKENS} tokens, or is the corpus'
   *     last
   * @param firstToken number of its first token in the corpus
   */
  void add(TokenBlock block, long firstToken);

  /**
   * Returns the neurons as a screen needs them. Caller closes; this must not be used any more.
   *
   * @param moments of the same neurons and tokens
   * @param exponent natural logarithm of one over the probability that each bound which a margin is
   *     made of is exceeded
   */
  ScreenedNeurons openScreened(Moments moments, double exponent);

  @Override
  void close();
}
