package org.rhodb.engine.execute.correlate.screen;

import java.util.List;
import java.util.Optional;
import org.rhodb.engine.network.tensor.screen.ScreenRows;
import org.rhodb.engine.network.tensor.screen.ScreenType;

/**
 * How the correlations of a statement are screened.
 *
 * @param rows what is multiplied of every network
 * @param type what the rows are rounded to
 * @param exponent natural logarithm of one over the probability that each bound which a margin is
 *     made of is exceeded
 * @param margin what it is expected to be for a typical pair
 * @param groups what each group is expected to cost
 * @param wider what a group is screened by where this leaves too many pairs; empty: everything is
 *     computed
 */
public record ScreenPlan(
    ScreenRows rows,
    ScreenType type,
    double exponent,
    double margin,
    List<Cost> groups,
    Optional<ScreenPlan> wider) {

  public ScreenPlan {
    groups = List.copyOf(groups);
  }

  /**
   * What one group is expected to cost.
   *
   * @param sketchSeconds first pass of all networks
   * @param compareSeconds products and comparison of sketches
   * @param verifySeconds second pass
   * @param candidates pairs left by the screen
   * @param candidateLimit pairs from which on a wider screen, or dense, is cheaper
   * @param keptSketches networks whose sketch over some or all tokens an earlier statement left
   * @param heldTokens first tokens whose activations are held for the second pass
   * @param heldBytes of these activations, all networks'
   */
  record Cost(
      double sketchSeconds,
      double compareSeconds,
      double verifySeconds,
      double candidates,
      long candidateLimit,
      int forwardPasses,
      double flops,
      long bytes,
      long peakBytes,
      int keptSketches,
      long heldTokens,
      long heldBytes) {
    public double seconds() {
      return sketchSeconds + compareSeconds + verifySeconds;
    }
  }

  /** Returns what is multiplied, in words. */
  public String describe() {
    return rows.describe() + " in " + type.word();
  }

  public double seconds() {
    return groups.stream().mapToDouble(Cost::seconds).sum();
  }

  public double flops() {
    return groups.stream().mapToDouble(Cost::flops).sum();
  }

  public long bytes() {
    return groups.stream().mapToLong(Cost::bytes).sum();
  }

  public int forwardPasses() {
    return groups.stream().mapToInt(Cost::forwardPasses).sum();
  }

  public long peakBytes() {
    return groups.stream().mapToLong(Cost::peakBytes).max().orElse(0);
  }

  public long heldBytes() {
    return groups.stream().mapToLong(Cost::heldBytes).max().orElse(0);
  }

  public int keptSketches() {
    return groups.stream().mapToInt(Cost::keptSketches).sum();
  }

  public double candidates() {
    return groups.stream().mapToDouble(Cost::candidates).sum();
  }
}
