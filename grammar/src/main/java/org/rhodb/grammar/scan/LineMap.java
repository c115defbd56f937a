package org.rhodb.grammar.scan;

import java.util.Arrays;
import org.rhodb.grammar.Position;

/** Where the lines of a part of a script begin, so that a position costs a binary search. */
final class LineMap {
  private final int firstLine;
  private int[] starts = new int[16];
  private int count;

  /**
   * Finds the lines of {@code script} from {@code start} to {@code end}.
   *
   * @param line line of {@code start}, 1-based
   * @param column column of {@code start}, 1-based
   */
  LineMap(String script, int start, int end, int line, int column) {
    this.firstLine = line;
    add(start - column + 1);
    for (int i = script.indexOf('\n', start); i >= 0 && i < end; i = script.indexOf('\n', i + 1)) {
      add(i + 1);
    }
  }

  private void add(int start) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = start;
  }

  Position position(int start, int end) {
    int found = Arrays.binarySearch(starts, 0, count, start);
    int line = found >= 0 ? found : -found - 2;
    return new Position(start, end, firstLine + line, start - starts[line] + 1);
  }
}
