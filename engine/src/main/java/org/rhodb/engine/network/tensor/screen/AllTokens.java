package org.rhodb.engine.network.tensor.screen;

/**
 * A screen that multiplies every token, rounded: no projection, so its estimates are off by little,
 * but the rounded tokens are all held.
 *
 * @param count tokens, 1 or more
 */
public record AllTokens(long count) implements ScreenRows {
  public AllTokens {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count);
    }
  }
}
