package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.network.tensor.PairSums;
import org.rhodb.engine.network.tensor.ScreenedNeurons;
import org.rhodb.engine.network.tensor.SketchShape;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.network.tensor.TokenSketch;
import org.rhodb.engine.network.tensor.TransposedBlock;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Strategy;

/** Prices screens by sketches of several sizes for one goal, and finds the cheapest. */
final class ScreenPlanner {
  /** Rows of the smallest sketch considered, and twice as many of each next one. */
  private static final int ROWS_MIN = 2048;

  /** Rows of the largest sketch considered. */
  private static final int ROWS_MAX = 65536;

  /** Seed of every sketch's signs. */
  private static final long SEED = 1;

  /** What uneven energies add to a margin, and the highest energy over their mean, as a rule. */
  private static final double UNEVEN = 1.1;

  private static final double HIGHEST = 3;

  /** What rounding to bfloat16 adds to a margin: 2 x 0.0017 for the inputs, 0.004 for sums. */
  private static final double ROUNDING = 0.0075;

  /** Share of the neurons of a network that stand in a pair which is computed, as a rule. */
  private static final double NEURON_SHARE = 0.8;

  private final ExecutionContext context;
  private final DeviceRates rates;
  private final ScreenGoal goal;
  private final List<GroupWork> groups;
  private final List<TilePlan> dense;

  ScreenPlanner(
      ExecutionContext context, ScreenGoal goal, List<GroupWork> groups, List<TilePlan> dense) {
    this.context = context;
    this.rates = context.rates();
    this.goal = goal;
    this.groups = groups;
    this.dense = dense;
  }

  /**
   * Returns the cheapest screen that fits the memory; empty if none does, or tokens are too few.
   */
  Optional<ScreenPlan> cheapest() {
    Optional<ScreenPlan> best = Optional.empty();
    for (ScreenPlan plan : all()) {
      if (best.isEmpty() || plan.seconds() < best.get().seconds()) {
        best = Optional.of(plan);
      }
    }
    return best;
  }

  private List<ScreenPlan> all() {
    long tokens = groups.stream().mapToLong(work -> work.corpus().countedTokens()).max().orElse(0);
    long set = context.settings().count(Setting.SKETCH_ROWS);
    List<ScreenPlan> plans = new ArrayList<>();
    if (set > 0) {
      int ranges = (int) Math.max(1, Math.min(set, 1 << 20) / SketchShape.RANGE_ROWS);
      fitting(ranges).ifPresent(plans::add);
      return plans;
    }
    boolean isForced = context.settings().strategy() == Strategy.SKETCH;
    for (int rows = ROWS_MIN; rows <= ROWS_MAX; rows *= 2) {
      if (rows <= tokens / 2 || (isForced && rows == ROWS_MIN)) {
        fitting(rows / SketchShape.RANGE_ROWS).ifPresent(plans::add);
      }
    }
    return plans;
  }

  private Optional<ScreenPlan> fitting(int ranges) {
    SketchShape shape = new SketchShape(ranges, SEED);
    double pairs =
        groups.stream().flatMap(g -> g.pairs().stream()).mapToDouble(NeuronPair::size).sum();
    double exponent =
        Math.log(2 * Math.max(1, pairs) / context.settings().fraction(Setting.SKETCH_FAILURE));
    double margin =
        UNEVEN * Math.sqrt(4 * exponent / shape.rows())
            + HIGHEST * 2 * exponent / shape.rows()
            + ROUNDING;
    List<ScreenPlan.Cost> costs = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      costs.add(cost(groups.get(g), dense.get(g), shape, margin));
    }
    ScreenPlan plan = new ScreenPlan(shape, exponent, margin, costs);
    return plan.peakBytes() <= context.memory().availableBytes()
        ? Optional.of(plan)
        : Optional.empty();
  }

  /** Returns the neurons of each network that stand in any pair. */
  static Map<Integer, NeuronAxis> axes(GroupWork work) {
    Map<Integer, NeuronAxis> axes = new TreeMap<>();
    for (NeuronPair pair : work.pairs()) {
      axes.merge(pair.left(), pair.leftAxis(), NeuronAxis::union);
      axes.merge(pair.right(), pair.rightAxis(), NeuronAxis::union);
    }
    return axes;
  }

  /** Returns what computing everything is expected to take. */
  double denseSeconds(TilePlan plan, GroupWork work) {
    double tokens = work.corpus().countedTokens();
    double neurons = 0;
    for (TilePass pass : plan.passes()) {
      for (TilePass.Slice slice : pass.slices()) {
        neurons += slice.axis().size();
      }
    }
    double stream =
        plan.forwardPasses() > 0
            ? plan.forwardFlops() / rates.forward()
            : plan.bytes() / rates.read();
    double pairs = work.pairs().stream().mapToDouble(NeuronPair::size).sum();
    return stream
        + tokens * neurons / rates.fill()
        + plan.productFlops() / rates.product()
        + pairs / rates.compare();
  }

  private ScreenPlan.Cost cost(
      GroupWork work, TilePlan densePlan, SketchShape shape, double margin) {
    double tokens = work.corpus().countedTokens();
    double stream = 0;
    double neurons = 0;
    double flops = 0;
    long bytes = 0;
    int passes = 0;
    long held = 0;
    long sketching = 0;
    long verifying = 0;
    for (Map.Entry<Integer, NeuronAxis> entry : axes(work).entrySet()) {
      NeuronAxis axis = entry.getValue();
      ActivationCost cost = streamCost(work, entry.getKey(), axis);
      stream += rates.seconds(cost);
      neurons += axis.size();
      flops += 2 * cost.flops() + 2.0 * SketchShape.RANGE_ROWS * tokens * axis.size();
      bytes += 2 * cost.bytes();
      passes += 2 * cost.forwardPasses();
      long running = cost.residentBytes() + cost.batchBytes();
      held += ScreenedNeurons.bytes(shape, axis.size());
      sketching =
          Math.max(
              sketching,
              running
                  + TokenSketch.bytes(shape, axis.size())
                  + TokenBlock.bytes(SketchPass.BLOCK_TOKENS, axis.size()));
      verifying +=
          running
              + TokenBlock.bytes(VerifyPass.BLOCK_TOKENS, axis.size())
              + TransposedBlock.bytes(axis.size());
    }
    double pairs = work.pairs().stream().mapToDouble(NeuronPair::size).sum();
    int sweeps = goal.kind() == ScreenGoal.Kind.MATCHES ? 2 : 1;
    double candidates = Math.min(pairs, pairs * goal.candidateShare(margin));
    double screenFlops = 2.0 * shape.rows() * pairs * sweeps;
    long strip = (long) PairScreen.STRIP_VALUE_BYTES << 22;
    long limit = candidateLimit(denseSeconds(densePlan, work) - stream, tokens);
    return new ScreenPlan.Cost(
        stream + tokens * neurons * (1 / rates.fill() + 1 / rates.sketch()),
        screenFlops / rates.roundedProduct() + sweeps * pairs / rates.compare(),
        stream
            + NEURON_SHARE * tokens * neurons * (1 / rates.fill() + 1 / rates.transpose())
            + candidates * tokens / rates.pair(),
        candidates,
        limit,
        passes,
        flops + screenFlops + 2 * candidates * tokens,
        bytes,
        held
            + Math.max(
                sketching,
                Math.max(
                    strip,
                    verifying + PairSums.bytes((long) Math.min(candidates, (double) limit)))));
  }

  private ActivationCost streamCost(GroupWork work, int network, NeuronAxis axis) {
    return context
        .activations()
        .cost(work.networks().get(network), work.corpus(), axis.firstLayer(), axis.lastLayer());
  }

  /** Returns the pairs whose exact sums take as long as computing everything, or all memory. */
  private long candidateLimit(double seconds, double tokens) {
    double byTime =
        context.settings().strategy() == Strategy.SKETCH
            ? Double.MAX_VALUE
            : Math.max(0, seconds) * rates.pair() / tokens;
    double byMemory = context.memory().availableBytes() / 2.0 / PairSums.bytes(1);
    return (long) Math.max(64, Math.min(Math.min(byTime, byMemory), 1L << 30));
  }
}
