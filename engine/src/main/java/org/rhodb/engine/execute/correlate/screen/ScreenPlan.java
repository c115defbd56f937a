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
   * @param insteadSeconds what is done where this leaves too many pairs
   * @param candidates pairs left by the screen
   * @param candidateLimit pairs from which on a wider screen, or dense, is cheaper
   * @param keptSketches networks whose sketch over some or all tokens an earlier statement left
   * @param heldTokens first tokens whose activations are held for the second pass
   * @param heldBytes of these activations, all networks'
   * @param baselines what follows where a baseline is wanted
   */
  record Cost(
      double sketchSeconds,
      double compareSeconds,
      double verifySeconds,
      double insteadSeconds,
      double candidates,
      long candidateLimit,
      int forwardPasses,
      double flops,
      long bytes,
      long peakBytes,
      int keptSketches,
      long heldTokens,
      long heldBytes,
      Baselines baselines) {
    public double seconds() {
      return sketchSeconds + compareSeconds + verifySeconds + baselines.seconds;
    }
  }

  /**
   * A third pass, for every correlation of the neurons whose baseline is wanted.
   *
   * @param neurons whose baselines they are; 0: there is no such pass
   */
  record Baselines(double neurons, double seconds, double flops, long bytes, int forwardPasses) {
    static final Baselines NONE = new Baselines(0, 0, 0, 0, 0);
  }

  /** Returns what is multiplied, in words. */
  public String describe() {
    return rows.describe() + " in " + type.word();
  }

  /** Returns what computing all of a group is expected to take, where every screen fails. */
  public double denseSeconds(int group) {
    return wider
        .map(plan -> plan.denseSeconds(group))
        .orElseGet(() -> groups.get(group).insteadSeconds);
  }

  /** Returns what the baselines of a group are expected to take. */
  public double baselineSeconds(int group) {
    return groups.get(group).baselines.seconds;
  }

  public double seconds() {
    return groups.stream().mapToDouble(Cost::seconds).sum();
  }

  public double flops() {
    return groups.stream().mapToDouble(cost -> cost.flops + cost.baselines.flops).sum();
  }

  public long bytes() {
    return groups.stream().mapToLong(cost -> cost.bytes + cost.baselines.bytes).sum();
  }

  public int forwardPasses() {
    return groups.stream()
        .mapToInt(cost -> cost.forwardPasses + cost.baselines.forwardPasses)
        .sum();
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

  /** Returns the neurons whose baselines are computed; 0 where none is wanted. */
  public double baselineNeurons() {
    return groups.stream().mapToDouble(cost -> cost.baselines.neurons).sum();
  }

  public double candidates() {
    return groups.stream().mapToDouble(Cost::candidates).sum();
  }
}
