package org.rhodb.shell.chart;

import java.util.Locale;

/** Options of charts; {@link ChartKind} says which kind takes which. */
public enum ChartOption {
  /** Across. */
  X("column across"),
  /** Up. */
  Y("column up; of lines, bars and scatter several, separated by commas"),
  /** Colour. */
  VALUE("column of numbers that colours a cell or token"),
  /** What the colours are. */
  VALUE_LABEL("what the colours mean, with unit"),
  /** Split. */
  SERIES("column by whose values the rows are split, a colour each"),
  /** Names. */
  NAMES("what the legend calls each y, in their order; their columns if not given"),
  /** Scale. */
  X_SCALE("linear or log"),
  /** Lower end. */
  LOW("column of the lower ends of the intervals"),
  /** Upper end. */
  HIGH("column of the upper ends of the intervals"),
  /** Whose interval. */
  INTERVAL_OF("the y that low and high belong to; the first if not given"),
  /** Meaning of an interval. */
  INTERVAL_LABEL("what the intervals are; the columns of their ends if not given"),
  /** Intervals. */
  BINS("number of equal intervals, 1 to 1000; 20 if not given"),
  /** Name of a point. */
  LABEL("column that names a point where the mouse is"),
  /** Text. */
  TOKEN("column of the tokens, in order"),
  /** Row of text. */
  LINE("column by whose values the tokens are split, a line each"),
  /** Above. */
  TITLE("title; the question of a saved query if not given"),
  /** Below. */
  X_LABEL("what is across, with unit"),
  /** At the side. */
  Y_LABEL("what is up, with unit");

  private final String description;

  ChartOption(String description) {
    this.description = description;
  }

  /** Returns the name as users write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what it takes, in one line. */
  public String description() {
    return description;
  }
}
