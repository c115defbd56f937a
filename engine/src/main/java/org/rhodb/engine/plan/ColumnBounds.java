package org.rhodb.engine.plan;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a query wants of one column: a range of numbers, or a list of values.
 *
 * <p>Any restriction excludes NULL, because a comparison with NULL is never true.
 *
 * @param min smallest number wanted, inclusive; negative infinity: no limit
 * @param max largest number wanted, inclusive; positive infinity: no limit; below {@code min}:
 *     nothing is wanted
 * @param allowed the values wanted ({@link String}, {@link Boolean} or {@link Long}); empty: every
 *     value of the range
 */
public record ColumnBounds(double min, double max, Set<Object> allowed) {

  /** No restriction: every value, and NULL. */
  public static final ColumnBounds ANY =
      new ColumnBounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Set.of());

  /** A contradiction: no value is wanted. */
  public static final ColumnBounds NOTHING =
      new ColumnBounds(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Set.of());

  public ColumnBounds {
    if (Double.isNaN(min) || Double.isNaN(max)) {
      throw new IllegalArgumentException("not a range: " + min + ".." + max);
    }
    allowed = Collections.unmodifiableSet(new LinkedHashSet<>(allowed));
    for (Object value : allowed) {
      if (!(value instanceof String || value instanceof Boolean || value instanceof Long)) {
        throw new IllegalArgumentException("neither text, boolean nor whole number: " + value);
      }
    }
  }

  /** Returns a range of numbers, both ends inclusive. */
  public static ColumnBounds between(double min, double max) {
    return min > max ? NOTHING : new ColumnBounds(min, max, Set.of());
  }

  /**
   * Returns a list of values: text, booleans or {@link Long}s; an empty list is a contradiction.
   */
  public static ColumnBounds oneOf(Set<?> values) {
    return values.isEmpty()
        ? NOTHING
        : new ColumnBounds(ANY.min, ANY.max, new LinkedHashSet<Object>(values));
  }

  /** Returns whether there is no restriction. */
  public boolean isAny() {
    return equals(ANY);
  }

  /** Returns whether no value at all is wanted. */
  public boolean isNothing() {
    return min > max;
  }

  /** Returns whether the value is wanted: text, a boolean, a number or null. */
  public boolean admits(@Nullable Object value) {
    if (value == null) {
      return isAny();
    }
    if (isNothing()) {
      return false;
    }
    if (value instanceof Number number) {
      double d = number.doubleValue();
      return d >= min
          && d <= max
          && (allowed.isEmpty() || (d == Math.rint(d) && allowed.contains(number.longValue())));
    }
    return allowed.isEmpty() || allowed.contains(value);
  }

  /** Returns the smallest wanted whole number that is at least {@code floor}. */
  public long lowest(long floor) {
    long lowest = Math.max(floor, (long) Math.ceil(min));
    return allowed.isEmpty() ? lowest : numbers().filter(v -> v >= floor).min().orElse(1L << 62);
  }

  /** Returns the largest wanted whole number that is at most {@code ceiling}. */
  public long highest(long ceiling) {
    long highest = Math.min(ceiling, (long) Math.floor(max));
    return allowed.isEmpty()
        ? highest
        : numbers().filter(v -> v <= ceiling).max().orElse(-(1L << 62));
  }

  private LongStream numbers() {
    return allowed.stream().filter(Long.class::isInstance).mapToLong(v -> (Long) v);
  }

  /** Returns what both want. */
  public ColumnBounds intersect(ColumnBounds other) {
    if (allowed.isEmpty() && other.allowed.isEmpty()) {
      return between(/* min= */ Math.max(min, other.min), /* max= */ Math.min(max, other.max));
    }
    ColumnBounds list = allowed.isEmpty() ? other : this;
    ColumnBounds filter = allowed.isEmpty() ? this : other;
    return oneOf(list.allowed.stream().filter(filter::admits).collect(Collectors.toSet()));
  }

  /** Returns what either wants, or more: two ranges become the one that spans both. */
  public ColumnBounds union(ColumnBounds other) {
    if (isNothing()) {
      return other;
    }
    if (other.isNothing()) {
      return this;
    }
    if (!allowed.isEmpty() && !other.allowed.isEmpty()) {
      Set<Object> both = new LinkedHashSet<>(allowed);
      both.addAll(other.allowed);
      return oneOf(both);
    }
    ColumnBounds a = asRange();
    ColumnBounds b = other.asRange();
    return new ColumnBounds(Math.min(a.min, b.min), Math.max(a.max, b.max), Set.of());
  }

  private ColumnBounds asRange() {
    if (allowed.isEmpty()) {
      return this;
    }
    if (!allowed.stream().allMatch(Long.class::isInstance)) {
      return ANY;
    }
    return between((double) numbers().min().orElseThrow(), (double) numbers().max().orElseThrow());
  }

  /** Returns the restriction in words, such as {@code layer in (3, 4)}. */
  String describe(String column) {
    if (isNothing()) {
      return column + " contradictory";
    }
    if (!allowed.isEmpty()) {
      return column
          + " in "
          + allowed.stream()
              .map(v -> v instanceof String s ? "'" + s.replace("'", "''") + "'" : v.toString())
              .sorted()
              .limit(20)
              .collect(Collectors.joining(", ", "(", allowed.size() > 20 ? ", ..)" : ")"));
    }
    if (min == max) {
      return column + " = " + number(min);
    }
    if (max == Double.POSITIVE_INFINITY) {
      return column + " >= " + number(min);
    }
    if (min == Double.NEGATIVE_INFINITY) {
      return column + " <= " + number(max);
    }
    return column + " between " + number(min) + " and " + number(max);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
