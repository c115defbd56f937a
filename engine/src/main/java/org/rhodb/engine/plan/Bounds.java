package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the optimiser established about one DSL relation: rows outside these bounds cannot change
 * the statement's result.
 *
 * <p>The user's text applies every condition again, so an operator may ignore any part of this; it
 * may never drop a row that the bounds want. Ranges are inclusive and a little wider than the
 * text's, so that rounding between number types loses nothing.
 *
 * <p>{@link #topK}, {@link #rowLimit} and {@link #isBestMatchOnly} count only rows that all other
 * bounds admit: an operator that uses one of them must apply {@link #columns} and {@link
 * #absoluteMin} first.
 *
 * @param columns restrictions by column name, lower case; a column that is absent is not restricted
 * @param absoluteMin smallest |rho| wanted, inclusive; 0: no limit (and NULL is wanted too)
 * @param topK only the first so many rows are wanted, by rho (ACTIVATIONS: by activation)
 *     descending, NULLs last; rows that tie with the last of them are best kept, so that the answer
 *     is the same with and without; {@link #ALL_ROWS}: no limit
 * @param rowLimit any so many rows will do; the first in the operator's own order are best, so that
 *     the answer is the same with and without; {@link #ALL_ROWS}: no limit
 * @param isBestMatchOnly only the row with the highest rho is wanted of each (model, checkpoint,
 *     layer, neuron, other_model, other_checkpoint); one row with NULL where every rho is NULL; the
 *     columns other_layer and other_neuron are not read
 * @param unusedColumns columns the statement does not read: any value, or NULL, will do
 */
public record Bounds(
    Map<String, ColumnBounds> columns,
    double absoluteMin,
    long topK,
    long rowLimit,
    boolean isBestMatchOnly,
    Set<String> unusedColumns) {

  /** The value of {@link #topK} and {@link #rowLimit} that stands for no limit. */
  public static final long ALL_ROWS = Long.MAX_VALUE;

  /** Nothing is known: every row and every column is wanted. */
  public static final Bounds NONE = new Bounds(Map.of(), 0, ALL_ROWS, ALL_ROWS, false, Set.of());

  private static final String RHO = "rho";

  public Bounds {
    Map<String, ColumnBounds> restricted = new TreeMap<>(columns);
    restricted.values().removeIf(ColumnBounds::isAny);
    columns = Collections.unmodifiableMap(restricted);
    unusedColumns = Collections.unmodifiableSet(new TreeSet<>(unusedColumns));
    if (!(absoluteMin >= 0) || topK < 0 || rowLimit < 0) {
      throw new IllegalArgumentException(
          "negative: |rho| >= " + absoluteMin + ", top " + topK + ", limit " + rowLimit);
    }
  }

  /** Returns bounds that restrict one column. */
  public static Bounds of(String column, ColumnBounds restriction) {
    return new Bounds(Map.of(column, restriction), 0, ALL_ROWS, ALL_ROWS, false, Set.of());
  }

  /** Returns bounds that want |rho| of at least {@code min}. */
  public static Bounds ofAbsoluteMin(double min) {
    return new Bounds(Map.of(), Math.max(0, min), ALL_ROWS, ALL_ROWS, false, Set.of());
  }

  /** Returns these bounds with only the {@code k} highest rows wanted, if that is fewer. */
  public Bounds withTopK(long k) {
    return new Bounds(
        columns, absoluteMin, Math.min(k, topK), rowLimit, isBestMatchOnly, unusedColumns);
  }

  /** Returns these bounds with any {@code limit} rows wanted, if that is fewer. */
  public Bounds withRowLimit(long limit) {
    return new Bounds(
        columns, absoluteMin, topK, Math.min(limit, rowLimit), isBestMatchOnly, unusedColumns);
  }

  /** Returns these bounds with only best matches wanted. */
  public Bounds withBestMatchOnly() {
    return new Bounds(columns, absoluteMin, topK, rowLimit, true, unusedColumns);
  }

  /** Returns these bounds with other unused columns. */
  public Bounds withUnusedColumns(Set<String> unused) {
    return new Bounds(columns, absoluteMin, topK, rowLimit, isBestMatchOnly, unused);
  }

  /** Returns the restriction of a column; {@link ColumnBounds#ANY} if there is none. */
  public ColumnBounds column(String name) {
    return columns.getOrDefault(requireNonNull(name, "name is null"), ColumnBounds.ANY);
  }

  /** Returns the restriction of column layer. */
  public ColumnBounds layers() {
    return column("layer");
  }

  /** Returns the restriction of column other_layer. */
  public ColumnBounds otherLayers() {
    return column("other_layer");
  }

  /** Returns the smallest rho wanted; negative infinity: no limit, and NULL is wanted too. */
  public double rhoMin() {
    return column(RHO).min();
  }

  /**
   * Returns whether a row with this value in this column may be wanted.
   *
   * @param value text, a boolean, a number or null
   */
  public boolean admits(String column, @Nullable Object value) {
    if (column.equals(RHO) && absoluteMin > 0) {
      if (!(value instanceof Number number) || Math.abs(number.doubleValue()) < absoluteMin) {
        return false;
      }
    }
    return column(column).admits(value);
  }

  /** Returns whether the statement reads a column. */
  public boolean isUsed(String column) {
    return !unusedColumns.contains(column);
  }

  /** Returns whether every row is wanted. */
  public boolean isUnbounded() {
    return columns.isEmpty() && absoluteMin == 0 && !isLimited();
  }

  /** Returns whether a limit or best match is known, which no further condition may precede. */
  public boolean isLimited() {
    return topK != ALL_ROWS || rowLimit != ALL_ROWS || isBestMatchOnly;
  }

  /**
   * Returns what holds when both hold: of conditions on the same rows, before any limit or best
   * match is known.
   */
  public Bounds intersect(Bounds other) {
    if (isLimited() || other.isLimited()) {
      throw new IllegalArgumentException("conditions below a limit: " + this + " and " + other);
    }
    Map<String, ColumnBounds> both = new TreeMap<>(columns);
    other.columns.forEach((name, bounds) -> both.merge(name, bounds, ColumnBounds::intersect));
    Set<String> unused = new TreeSet<>(unusedColumns);
    unused.retainAll(other.unusedColumns);
    return new Bounds(
        both, Math.max(absoluteMin, other.absoluteMin), ALL_ROWS, ALL_ROWS, false, unused);
  }

  /** Returns bounds that want every row and column that either wants, and perhaps more. */
  public Bounds union(Bounds other) {
    Map<String, ColumnBounds> either = new TreeMap<>();
    columns.forEach(
        (name, bounds) -> {
          if (other.columns.containsKey(name)) {
            either.put(name, bounds.union(other.column(name)));
          }
        });
    Set<String> unused = new TreeSet<>(unusedColumns);
    unused.retainAll(other.unusedColumns);
    // A limit counts rows within the other bounds, so it survives only if those are the same.
    boolean isSameRows =
        columns.equals(other.columns)
            && absoluteMin == other.absoluteMin
            && isBestMatchOnly == other.isBestMatchOnly;
    double smallest = Math.min(impliedAbsoluteMin(), other.impliedAbsoluteMin());
    ColumnBounds rho = either.getOrDefault(RHO, ColumnBounds.ANY);
    return new Bounds(
        either,
        rho.min() >= smallest || rho.max() <= -smallest ? 0 : smallest,
        isSameRows ? Math.max(topK, other.topK) : ALL_ROWS,
        isSameRows ? Math.max(rowLimit, other.rowLimit) : ALL_ROWS,
        isSameRows && isBestMatchOnly,
        unused);
  }

  private double impliedAbsoluteMin() {
    ColumnBounds rho = column(RHO);
    return Math.max(
        absoluteMin, rho.isNothing() ? 0 : Math.max(0, Math.max(rho.min(), -rho.max())));
  }

  /** Returns the bounds in words, such as {@code rho >= 0.8; layer in (3)}; for EXPLAIN. */
  public String describe() {
    List<String> parts = new ArrayList<>();
    columns.forEach((name, bounds) -> parts.add(bounds.describe(name)));
    if (absoluteMin > 0) {
      parts.add("|rho| >= " + absoluteMin);
    }
    if (isBestMatchOnly) {
      parts.add("best match only");
    }
    if (topK != ALL_ROWS) {
      parts.add("top " + topK);
    }
    if (rowLimit != ALL_ROWS) {
      parts.add("any " + rowLimit);
    }
    if (!unusedColumns.isEmpty()) {
      parts.add("without " + String.join(", ", unusedColumns));
    }
    return parts.isEmpty() ? "nothing" : String.join("; ", parts);
  }
}
