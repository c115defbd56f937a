package org.rhodb.engine.execute.correlate.kept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.KeptAnswer;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.reuse.AnswerRegion;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.plan.Bounds;

/**
 * A model whose neurons {@code UNIVERSAL} lists, with the rows that an earlier statement left.
 *
 * @param group every model of its step
 * @param checkpoint its checkpoint
 */
public record KeptReference(
    IslandAnalysis.Group group, CheckpointEntry checkpoint, KeptAnswer answer) {
  /** Columns by which rows of one reference may be left out. */
  private static final Set<String> COLUMNS =
      Set.of(
          "layer", "neuron", "others", "rho", "min_rho", "max_rho", "mutual", "baseline", "excess");

  /** Returns the rows of one reference that bounds want; only mutual may not have been computed. */
  static Bounds region(Bounds bounds) {
    boolean isMutualComputed = bounds.isUsed("mutual") || !bounds.column("mutual").isAny();
    return AnswerRegion.of(bounds, COLUMNS)
        .withUnusedColumns(isMutualComputed ? Set.of() : Set.of("mutual"));
  }

  /**
   * Returns the key of a reference's rows: what they say depends on the others of its step, in
   * their order, and on the baseline.
   */
  public static AnswerKey key(
      AnswerShelf shelf,
      IslandAnalysis.Group group,
      CheckpointEntry reference,
      BaselineDraws baseline,
      int blockTokens) {
    List<String> detail = new ArrayList<>();
    detail.add("reference " + group.checkpoints().indexOf(reference));
    if (baseline.draws() > 0) {
      detail.add("baseline " + baseline.describe());
    }
    if (baseline.permutedProducts() > 0) {
      detail.add("blocks of " + blockTokens);
    }
    return shelf.key("universal", group.checkpoints(), String.join("; ", detail));
  }

  /** Looks for the answer of a reference. */
  public static Optional<KeptReference> find(
      AnswerShelf shelf,
      AnswerKey key,
      Bounds bounds,
      IslandAnalysis.Group group,
      CheckpointEntry reference) {
    return shelf
        .find(key, region(bounds), group.checkpoints())
        .map(answer -> new KeptReference(group, reference, answer));
  }
}
