package org.rhodb.shell.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The frame of a box: which columns it shows, and how wide each is. */
final class BoxFrame {
  /** No column is cut below this, so that a short word or a number of six digits stays readable. */
  private static final int LEAST_WIDTH = 8;

  /** Stands in a row for the columns left out. */
  private static final int LEFT_OUT = -1;

  private final List<Heading> headings;
  private final List<Integer> shown;
  private final int[] widths;

  private BoxFrame(List<Heading> headings, List<Integer> shown, int[] widths) {
    this.headings = headings;
    this.shown = shown;
    this.widths = widths;
  }

  /**
   * Returns the frame that fits the cells into a width.
   *
   * @param width terminal columns; 0: without limit
   */
  static BoxFrame fit(
      List<Heading> headings, Collection<String[]> head, Collection<String[]> tail, int width) {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] =
          Math.max(VisibleText.width(name(headings.get(i))), type(headings.get(i)).length());
      for (Collection<String[]> rows : List.of(head, tail)) {
        for (String[] cells : rows) {
          widths[i] = Math.max(widths[i], VisibleText.width(cells[i]));
        }
      }
    }
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      shown.add(i);
    }
    if (width > 0) {
      shrink(widths, width);
      leaveOut(shown, widths, width);
    }
    return new BoxFrame(headings, Collections.unmodifiableList(shown), widths);
  }

  /** Cuts the widest columns, one terminal column at a time, until all fit or none may be cut. */
  private static void shrink(int[] widths, int width) {
    int excess = 1 - width;
    for (int columnWidth : widths) {
      excess += columnWidth + 3;
    }
    while (excess > 0) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST_WIDTH) {
        return;
      }
      widths[widest]--;
      excess--;
    }
  }

  /** Leaves columns out from the middle until the rest fits; at least the first stays. */
  private static void leaveOut(List<Integer> shown, int[] widths, int width) {
    while (total(shown, widths) > width && shown.stream().filter(i -> i >= 0).count() > 1) {
      int middle = shown.indexOf(LEFT_OUT);
      if (middle < 0) {
        shown.set(shown.size() / 2, LEFT_OUT);
      } else {
        boolean isRightLonger = shown.size() - 1 - middle >= middle;
        shown.remove(isRightLonger ? middle + 1 : middle - 1);
      }
    }
  }

  private static int total(List<Integer> shown, int[] widths) {
    int total = 1;
    for (int i : shown) {
      total += 3 + (i == LEFT_OUT ? 1 : widths[i]);
    }
    return total;
  }

  /** Returns the number of columns shown. */
  int columns() {
    return (int) shown.stream().filter(i -> i >= 0).count();
  }

  /** Appends the top of the frame with names and types. */
  void header(StringBuilder out) {
    rule(out, '┌', '┬', '┐');
    line(out, i -> name(headings.get(i)), "…");
    line(out, i -> type(headings.get(i)), "");
    rule(out, '├', '┼', '┤');
  }

  /** Appends a row. */
  void row(StringBuilder out, String[] cells) {
    line(out, i -> cells[i], "…");
  }

  /** Appends the row that stands for those left out. */
  void ellipsis(StringBuilder out) {
    line(out, i -> "·", "·");
  }

  /** Appends the bottom of the frame. */
  void footer(StringBuilder out) {
    rule(out, '└', '┴', '┘');
  }

  /** Text of a cell by column. */
  private interface Cells {
    String cell(int column);
  }

  private void line(StringBuilder out, Cells cells, String leftOut) {
    for (int i : shown) {
      out.append("│ ");
      if (i == LEFT_OUT) {
        VisibleText.pad(out, leftOut, 1, false);
      } else {
        String text = VisibleText.truncate(cells.cell(i), widths[i]);
        VisibleText.pad(out, text, widths[i], headings.get(i).isNumber());
      }
      out.append(' ');
    }
    out.append("│\n");
  }

  private void rule(StringBuilder out, char left, char middle, char right) {
    char corner = left;
    for (int i : shown) {
      out.append(corner).append("─".repeat(2 + (i == LEFT_OUT ? 1 : widths[i])));
      corner = middle;
    }
    out.append(right).append('\n');
  }

  private static String name(Heading heading) {
    return VisibleText.escape(heading.name());
  }

  private static String type(Heading heading) {
    return VisibleText.escape(heading.typeName()).toLowerCase(Locale.ROOT);
  }
}
