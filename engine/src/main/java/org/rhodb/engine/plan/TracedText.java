package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import java.util.stream.IntStream;

/**
 * A text that is edited, with the place that each of its characters has in the text it was made
 * from; what is put in has the place of what stood there.
 */
final class TracedText {
  private String text;
  private int[] origins;

  /** Traces a part of a text, from one offset up to another. */
  TracedText(String whole, int from, int to) {
    this.text = requireNonNull(whole, "whole is null").substring(from, to);
    this.origins = IntStream.range(from, to).toArray();
  }

  /** Returns the text as it is now. */
  String text() {
    return text;
  }

  /**
   * Returns the offset in the whole text that a character comes from; the last one's, behind it.
   */
  int origin(int index) {
    return origins.length == 0 ? 0 : origins[Math.min(index, origins.length - 1)];
  }

  /** Puts another text in place of a range, which may be empty. */
  void replace(int from, int to, String by) {
    int place = origin(from);
    text = text.substring(0, from) + by + text.substring(to);
    origins =
        IntStream.concat(
                IntStream.concat(
                    IntStream.of(origins).limit(from),
                    IntStream.generate(() -> place).limit(by.length())),
                IntStream.of(origins).skip(to))
            .toArray();
  }

  /** Moves a range to an earlier place. */
  void move(int from, int to, int before) {
    text =
        text.substring(0, before)
            + text.substring(from, to)
            + text.substring(before, from)
            + text.substring(to);
    int[] moved = origins.clone();
    System.arraycopy(origins, from, moved, before, to - from);
    System.arraycopy(origins, before, moved, before + to - from, from - before);
    origins = moved;
  }
}
