package org.rhodb.engine.execute.correlate.pair;

import java.util.List;
import org.rhodb.grammar.tree.Baseline;

/**
 * The baselines of a query: none, or several draws of one kind.
 *
 * @param kind of no meaning without draws
 * @param draws 0: no baseline
 */
public record BaselineDraws(Baseline.Kind kind, int draws, long seed) {
  public static final BaselineDraws NONE = new BaselineDraws(Baseline.Kind.ORTHOGONAL, 0, 0);

  public static BaselineDraws of(List<Baseline> baselines) {
    return baselines.isEmpty()
        ? NONE
        : new BaselineDraws(
            baselines.get(0).kind(), baselines.get(0).draws(), baselines.get(0).seed());
  }

  /** Returns whether a random map is applied to the sums, layer by layer. */
  public boolean isLinear() {
    return draws > 0 && kind != Baseline.Kind.PERMUTATION;
  }

  /** Returns the products a tile needs beside its own: one a draw of permuted tokens. */
  public int permutedProducts() {
    return kind == Baseline.Kind.PERMUTATION ? draws : 0;
  }

  /** Returns the kind as text for seeds and keys. */
  public String purpose() {
    return switch (kind) {
      case ORTHOGONAL -> "orthogonal";
      case GAUSSIAN -> "gaussian";
      case PERMUTATION -> "permutation";
    };
  }

  /** Returns the whole in words; empty without draws. */
  public String describe() {
    return draws == 0 ? "" : purpose() + ", draws " + draws + ", seed " + seed;
  }
}
