package org.rhodb.shell.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Kinds of pictures, and the options each takes. */
public enum ChartKind {
  /** A coloured cell for each pair of places. */
  HEATMAP("colour by two places", "x y value", "value_label"),
  /** A line for each column or series, over an ordered axis. */
  LINES("columns over an axis", "x y", "names series x_scale"),
  /** A bar for each place and column, with an interval where one is given. */
  BARS("a bar a place, with intervals", "x y", "low high interval_of interval_label names series"),
  /** The number of rows in each of equal intervals of a column. */
  HISTOGRAM("rows by intervals of a column", "x", "bins series"),
  /** A point for each row. */
  SCATTER("a point a row", "x y", "names series label x_scale"),
  /** Text, each token shaded by its activation. */
  TOKENS("text shaded by activation", "token value", "line value_label");

  /** Options of every kind. */
  private static final String COMMON = "title x_label y_label";

  private final String description;
  private final String required;
  private final String optional;

  ChartKind(String description, String required, String optional) {
    this.description = description;
    this.required = required;
    this.optional = optional;
  }

  /** Returns the name as users write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what it shows, in a few words. */
  public String description() {
    return description;
  }

  /** Returns the options it cannot do without. */
  public List<String> required() {
    return words(required);
  }

  /** Returns every option it takes. */
  public List<String> options() {
    return words(required + " " + optional + " " + COMMON);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  /** Returns the kind of a name, whatever its case. */
  public static Optional<ChartKind> of(String name) {
    return Arrays.stream(values()).filter(kind -> kind.key().equalsIgnoreCase(name)).findFirst();
  }

  /** Returns the names of all kinds. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(ChartKind::key).toList();
  }
}
