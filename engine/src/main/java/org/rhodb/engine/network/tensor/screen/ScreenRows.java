package org.rhodb.engine.network.tensor.screen;

import java.util.Locale;

/** What a screen multiplies instead of a block of tokens at a time: a sketch of them, or all. */
public sealed interface ScreenRows permits SketchShape, AllTokens {

  /** Returns the rows that are multiplied. */
  long count();

  /** Returns what is multiplied, in words. */
  default String describe() {
    return this instanceof SketchShape
        ? String.format(Locale.ROOT, "sketch of %,d rows", count())
        : String.format(Locale.ROOT, "all %,d tokens", count());
  }
}
