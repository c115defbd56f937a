package org.rhodb.engine.execute.reuse;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;

/**
 * Which rows of a relation an answer holds, all of them: bounds without limits, since a limit is no
 * property of a single row. As text, for the table of answers: {@code rho 0.5 Infinity; layer
 * -Infinity Infinity 1 2; |rho| 0.5; best; without mutual}.
 */
public final class AnswerRegion {
  private static final String RHO = "rho";
  private static final String MAGNITUDE = "|rho|";
  private static final String BEST = "best";
  private static final String WITHOUT = "without";

  private AnswerRegion() {}

  /** Returns what bounds say of some columns, without limits. */
  public static Bounds of(Bounds bounds, Set<String> columns) {
    Map<String, ColumnBounds> kept = new TreeMap<>(bounds.columns());
    kept.keySet().retainAll(columns);
    Set<String> unused = new LinkedHashSet<>(bounds.unusedColumns());
    unused.retainAll(columns);
    return new Bounds(
        kept,
        bounds.absoluteMin(),
        Bounds.ALL_ROWS,
        Bounds.ALL_ROWS,
        bounds.isBestMatchOnly(),
        unused);
  }

  /** Returns a region as text; empty where it has a value that is no whole number. */
  public static Optional<String> write(Bounds region) {
    StringJoiner parts = new StringJoiner("; ");
    for (Map.Entry<String, ColumnBounds> column : region.columns().entrySet()) {
      ColumnBounds bounds = column.getValue();
      StringJoiner part = new StringJoiner(" ");
      part.add(column.getKey()).add("" + bounds.min()).add("" + bounds.max());
      for (Object value : bounds.allowed()) {
        if (!(value instanceof Long)) {
          return Optional.empty();
        }
        part.add(value.toString());
      }
      parts.add(part.toString());
    }
    if (region.absoluteMin() > 0) {
      parts.add(MAGNITUDE + " " + region.absoluteMin());
    }
    if (region.isBestMatchOnly()) {
      parts.add(BEST);
    }
    region.unusedColumns().forEach(column -> parts.add(WITHOUT + " " + column));
    return Optional.of(parts.toString());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Bounds read(String text) {
    Map<String, ColumnBounds> columns = new TreeMap<>();
    double magnitude = 0;
    boolean isBest = false;
    Set<String> unused = new LinkedHashSet<>();
    for (String part : text.isEmpty() ? new String[0] : text.split("; ", -1)) {
      String[] words = part.split(" ", -1);
      switch (words[0]) {
        case MAGNITUDE -> magnitude = Double.parseDouble(words[1]);
        case BEST -> isBest = true;
        case WITHOUT -> unused.add(words[1]);
        default -> {
          Set<Object> allowed = new LinkedHashSet<>();
          for (int i = 3; i < words.length; i++) {
            allowed.add(Long.valueOf(words[i]));
          }
          columns.put(
              words[0],
              new ColumnBounds(
                  Double.parseDouble(words[1]), Double.parseDouble(words[2]), allowed));
        }
      }
    }
    return new Bounds(columns, magnitude, Bounds.ALL_ROWS, Bounds.ALL_ROWS, isBest, unused);
  }

  /**
   * Returns whether an answer for one region has every row of another, and every column that its
   * question reads. Limits are not looked at.
   */
  public static boolean covers(Bounds kept, Bounds wanted) {
    for (Map.Entry<String, ColumnBounds> column : kept.columns().entrySet()) {
      if (!covers(column.getValue(), wanted.column(column.getKey()))) {
        return false;
      }
    }
    for (String column : kept.unusedColumns()) {
      if (wanted.isUsed(column) || !wanted.column(column).isAny()) {
        return false;
      }
    }
    if (kept.absoluteMin() > 0 && smallest(wanted) < kept.absoluteMin()) {
      return false;
    }
    return !kept.isBestMatchOnly() || isSameBest(kept, wanted);
  }

  private static boolean covers(ColumnBounds kept, ColumnBounds wanted) {
    if (kept.isAny() || wanted.isNothing()) {
      return true;
    }
    if (!wanted.allowed().isEmpty()) {
      return wanted.allowed().stream()
          .allMatch(value -> kept.admits(value) || !wanted.admits(value));
    }
    return kept.allowed().isEmpty() && wanted.min() >= kept.min() && wanted.max() <= kept.max();
  }

  /** Returns the smallest |rho| that is wanted; negative where NULL is wanted too. */
  private static double smallest(Bounds wanted) {
    ColumnBounds rho = wanted.column(RHO);
    return Math.max(wanted.absoluteMin(), Math.max(rho.min(), -rho.max()));
  }

  /**
   * Best matches depend on which others there were to choose from: only bounds of the neuron itself
   * may differ, and a lower end of rho, which drops the match or leaves it the best.
   */
  private static boolean isSameBest(Bounds kept, Bounds wanted) {
    double keptHigh = Math.min(1, kept.column(RHO).max());
    double wantedHigh = Math.min(1, wanted.column(RHO).max());
    return wanted.isBestMatchOnly()
        && keptHigh == wantedHigh
        && kept.absoluteMin() == wanted.absoluteMin()
        && kept.column("other_layer").equals(wanted.column("other_layer"))
        && kept.column("other_neuron").equals(wanted.column("other_neuron"));
  }
}
