package org.rhodb.engine.execute.correlate.kept;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.catalog.KeptAnswer;
import org.rhodb.engine.execute.correlate.pair.CheckpointPair;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.execute.reuse.AnswerRegion;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;

/**
 * The pairs of checkpoints of a {@code CORRELATE} whose rows an earlier statement left.
 *
 * @param pairs each with its answer
 * @param bounds of the statement; a top k that the answers hold whole has become a lower end of rho
 */
public record KeptPairs(List<Kept> pairs, Bounds bounds) {
  /** Columns by which rows of one pair may be left out. */
  private static final Set<String> COLUMNS =
      Set.of("layer", "neuron", "other_layer", "other_neuron", "rho");

  private static final Map<String, String> TURNED =
      Map.of(
          "layer", "other_layer",
          "neuron", "other_neuron",
          "other_layer", "layer",
          "other_neuron", "neuron");

  public KeptPairs {
    pairs = List.copyOf(pairs);
  }

  /**
   * A pair and its answer, of rows (left position, right position, rho).
   *
   * @param isTurned whether the answer is of the pair the other way round
   */
  record Kept(CheckpointPair emitted, KeptAnswer answer, boolean isTurned) {}

  public static KeptPairs none(Bounds bounds) {
    return new KeptPairs(List.of(), bounds);
  }

  /** Returns the rows of one pair that bounds want: every column of them is always computed. */
  static Bounds region(Bounds bounds) {
    return AnswerRegion.of(bounds, COLUMNS).withUnusedColumns(Set.of());
  }

  static AnswerKey key(AnswerShelf shelf, CheckpointPair pair) {
    return shelf.key("correlate", pair.checkpoints(), "");
  }

  /** Returns the key of the same pair listed the other way round. */
  private static AnswerKey turnedKey(AnswerShelf shelf, CheckpointPair pair) {
    return shelf.key("correlate", pair.turnedCheckpoints(), "");
  }

  /**
   * Returns the rows of a pair the other way round that have all rows of a region. Which neuron is
   * the best match of which has no other way round.
   */
  private static Bounds turned(Bounds region) {
    Map<String, ColumnBounds> columns = new TreeMap<>();
    region
        .columns()
        .forEach((name, column) -> columns.put(TURNED.getOrDefault(name, name), column));
    return new Bounds(
        columns,
        region.absoluteMin(),
        Bounds.ALL_ROWS,
        Bounds.ALL_ROWS,
        false,
        region.unusedColumns());
  }

  /** Looks for the answers of a statement's pairs. */
  public static KeptPairs find(AnswerShelf shelf, Bounds bounds, List<CheckpointPair> emitted) {
    if (!shelf.isReading()) {
      return none(bounds);
    }
    Bounds wanted = region(bounds);
    List<Kept> found = new ArrayList<>();
    for (CheckpointPair pair : emitted) {
      shelf
          .find(key(shelf, pair), wanted, pair.checkpoints())
          .map(answer -> new Kept(pair, answer, false))
          .or(
              () ->
                  shelf
                      .find(turnedKey(shelf, pair), turned(wanted), pair.turnedCheckpoints())
                      .map(answer -> new Kept(pair, answer, true)))
          .ifPresent(found::add);
    }
    boolean isTopOfSome =
        found.size() < emitted.size()
            && bounds.topK() != Bounds.ALL_ROWS
            && !bounds.isBestMatchOnly()
            && !emitted.isEmpty();
    return isTopOfSome
        ? top(shelf, bounds, emitted).orElse(new KeptPairs(found, bounds))
        : new KeptPairs(found, bounds);
  }

  /**
   * Looks for answers that hold every row above some rho, and together at least k of those that are
   * wanted: the k highest are then among them.
   */
  private static Optional<KeptPairs> top(
      AnswerShelf shelf, Bounds bounds, List<CheckpointPair> emitted) {
    List<Kept> found = new ArrayList<>();
    double floor = bounds.rhoMin();
    for (CheckpointPair pair : emitted) {
      Optional<Kept> lowest = Optional.empty();
      double low = Double.POSITIVE_INFINITY;
      for (Kept kept : all(shelf, pair)) {
        Bounds region = AnswerRegion.read(kept.answer().region());
        double least = region.rhoMin();
        Bounds wanted = region(above(bounds, least));
        if (least < low && AnswerRegion.covers(region, kept.isTurned() ? turned(wanted) : wanted)) {
          lowest = Optional.of(kept);
          low = least;
        }
      }
      if (lowest.isEmpty()) {
        return Optional.empty();
      }
      shelf.check(
          lowest.get().answer(),
          lowest.get().isTurned() ? pair.turnedCheckpoints() : pair.checkpoints());
      found.add(lowest.get());
      floor = Math.max(floor, low);
    }
    KeptPairs all = new KeptPairs(found, above(bounds, floor));
    return all.count(shelf) >= bounds.topK() ? Optional.of(all) : Optional.empty();
  }

  private static List<Kept> all(AnswerShelf shelf, CheckpointPair pair) {
    List<Kept> all = new ArrayList<>();
    shelf.all(key(shelf, pair)).forEach(answer -> all.add(new Kept(pair, answer, false)));
    shelf.all(turnedKey(shelf, pair)).forEach(answer -> all.add(new Kept(pair, answer, true)));
    return all;
  }

  private static Bounds above(Bounds bounds, double rho) {
    if (rho == Double.NEGATIVE_INFINITY) {
      return bounds;
    }
    Bounds unlimited = AnswerRegion.of(bounds, bounds.columns().keySet());
    return unlimited
        .intersect(Bounds.of("rho", ColumnBounds.between(rho, Double.POSITIVE_INFINITY)))
        .withUnusedColumns(bounds.unusedColumns())
        .withTopK(bounds.topK())
        .withRowLimit(bounds.rowLimit());
  }

  /** Counts the rows that are wanted, unless all rows together are too few. */
  private long count(AnswerShelf shelf) {
    long all = pairs.stream().mapToLong(pair -> pair.answer().rows()).sum();
    if (all < bounds.topK()) {
      return all;
    }
    HitBatch batch = new HitBatch();
    RhoFilter filter = new RhoFilter(bounds);
    long count = 0;
    Hits hits = new KeptHits(this, shelf, filter, 0, () -> {}, KeptHits.none());
    while (hits.next(batch)) {
      count += batch.size();
    }
    return count;
  }

  /** Returns those of some pairs that have no answer here. */
  public List<CheckpointPair> without(List<CheckpointPair> emitted) {
    Set<CheckpointPair> kept = new HashSet<>();
    pairs.forEach(pair -> kept.add(pair.emitted()));
    return emitted.stream().filter(pair -> !kept.contains(pair)).toList();
  }

  /** Returns the pairs that have an answer. */
  public List<CheckpointPair> emitted() {
    return pairs.stream().map(Kept::emitted).toList();
  }

  public List<KeptAnswer> answers() {
    return pairs.stream().map(Kept::answer).toList();
  }
}
