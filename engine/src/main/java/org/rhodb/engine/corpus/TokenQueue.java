package org.rhodb.engine.corpus;

import java.util.Arrays;

/**
 * Token ids on their way from a piece of text into sequences. A separator that was put in is told
 * from a given id of the same value.
 */
final class TokenQueue {
  private int[] ids = new int[1 << 12];
  private int first;
  private int end;

  boolean isEmpty() {
    return first == end;
  }

  void add(int id) {
    append(id);
  }

  void addSeparator(int id) {
    append(~id);
  }

  private void append(int value) {
    if (isEmpty()) {
      first = 0;
      end = 0;
    }
    if (end == ids.length) {
      ids = Arrays.copyOf(ids, Math.multiplyExact(ids.length, 2));
    }
    ids[end++] = value;
  }

  /** Returns the first id. */
  int id() {
    int value = ids[first];
    return value < 0 ? ~value : value;
  }

  /** Returns whether the first id is a separator that was put in. */
  boolean isSeparator() {
    return ids[first] < 0;
  }

  void remove() {
    first++;
  }
}
