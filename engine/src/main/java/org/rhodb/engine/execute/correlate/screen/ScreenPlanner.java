package org.rhodb.engine.execute.correlate.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.correlate.dense.TilePlan;
import org.rhodb.engine.execute.correlate.kept.KeptSketch;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.execute.reuse.SketchShelf;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.network.tensor.screen.AllTokens;
import org.rhodb.engine.network.tensor.screen.EstimateTile;
import org.rhodb.engine.network.tensor.screen.PairSums;
import org.rhodb.engine.network.tensor.screen.ScreenRows;
import org.rhodb.engine.network.tensor.screen.ScreenType;
import org.rhodb.engine.network.tensor.screen.ScreenedNeurons;
import org.rhodb.engine.network.tensor.screen.SketchShape;
import org.rhodb.engine.network.tensor.screen.TokenSketch;
import org.rhodb.engine.network.tensor.screen.TransposedBlock;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Strategy;

/**
 * Prices screens, by sketches of several sizes and by all tokens rounded, for one goal, and finds
 * the cheapest.
 */
public final class ScreenPlanner {
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
  private static final double BFLOAT16_ROUNDING = 0.0075;

  /** What float32 sums of 8,192 products each add. */
  private static final double FLOAT32_ROUNDING = 0.0005;

  /** Largest value of a neuron in deviations, as a rule: of a sketch's rows, and of tokens. */
  private static final double HIGHEST_ROW = 6;

  private static final double HIGHEST_TOKEN = 20;

  /** What adding up the products of one part takes, of comparing them with a bound. */
  private static final double PART_SHARE = 0.4;

  /** Share of the memory left over that is taken to hold activations: others may need some, too. */
  private static final double HOLDING_SHARE = 0.75;

  /** Share of the neurons of a network that stand in a pair which is computed, as a rule. */
  private static final double NEURON_SHARE = 0.8;

  private final ExecutionContext context;
  private final DeviceRates rates;
  private final ScreenGoal goal;
  private final List<GroupWork> groups;
  private final List<TilePlan> dense;
  private final SketchShelf shelf;

  public ScreenPlanner(
      ExecutionContext context, ScreenGoal goal, List<GroupWork> groups, List<TilePlan> dense) {
    this.context = context;
    this.rates = context.rates();
    this.goal = goal;
    this.groups = groups;
    this.dense = dense;
    this.shelf = context.sketches(groups.get(0).corpus());
  }

  /**
   * Returns the cheapest screen that fits the memory, and behind a sketch what is cheapest where it
   * leaves too many pairs; empty if none fits, or tokens are too few.
   */
  public Optional<ScreenPlan> cheapest() {
    long tokens = groups.stream().mapToLong(work -> work.corpus().countedTokens()).max().orElse(0);
    Strategy strategy = context.settings().strategy();
    boolean isSketchAsked =
        strategy == Strategy.SKETCH
            || (strategy == Strategy.AUTO && context.settings().count(Setting.SKETCH_ROWS) > 0);
    Optional<ScreenPlan> rounded =
        isSketchAsked || tokens == 0
            ? Optional.empty()
            : cheapest(fitting(new AllTokens(tokens), Optional.empty()));
    if (strategy == Strategy.ROUNDED) {
      return rounded;
    }
    Optional<ScreenPlan> wider = rounded.filter(plan -> plan.seconds() < denseSeconds());
    List<ScreenPlan> plans = new ArrayList<>(rounded.stream().toList());
    for (int ranges : sketches(tokens, strategy == Strategy.SKETCH)) {
      plans.addAll(fitting(new SketchShape(ranges, SEED), wider));
    }
    return cheapest(plans);
  }

  private static Optional<ScreenPlan> cheapest(List<ScreenPlan> plans) {
    return plans.stream().min(Comparator.comparingDouble(ScreenPlan::seconds));
  }

  /** Returns the ranges of the sketches considered. */
  private List<Integer> sketches(long tokens, boolean isForced) {
    long set = context.settings().count(Setting.SKETCH_ROWS);
    if (set > 0) {
      return List.of((int) Math.max(1, Math.min(set, 1 << 20) / SketchShape.RANGE_ROWS));
    }
    List<Integer> sizes = new ArrayList<>();
    for (int rows = ROWS_MIN; rows <= ROWS_MAX; rows *= 2) {
      if (rows <= tokens / 2 || (isForced && rows == ROWS_MIN)) {
        sizes.add(rows / SketchShape.RANGE_ROWS);
      }
    }
    return sizes;
  }

  /**
   * Returns the types worth considering: those multiplied faster than float32, and float32 itself
   * for sketches; or what is set. All tokens in float32 are no screen unless there is no other.
   */
  private List<ScreenType> types(ScreenRows rows) {
    String set = context.settings().text(Setting.SCREEN_TYPE);
    if (!set.equals("auto")) {
      return List.of(ScreenType.of(set));
    }
    List<ScreenType> types =
        Stream.of(ScreenType.INT8, ScreenType.BFLOAT16)
            .filter(type -> rates.product(type) > rates.product())
            .collect(Collectors.toCollection(ArrayList::new));
    if (types.isEmpty() || rows instanceof SketchShape) {
      types.add(ScreenType.FLOAT32);
    }
    return types;
  }

  private List<ScreenPlan> fitting(ScreenRows rows, Optional<ScreenPlan> wider) {
    return types(rows).stream()
        .map(type -> plan(rows, type, wider))
        .filter(plan -> plan.peakBytes() <= context.memory().availableBytes())
        .toList();
  }

  private ScreenPlan plan(ScreenRows rows, ScreenType type, Optional<ScreenPlan> wider) {
    double pairs = groups.stream().mapToDouble(GroupWork::size).sum();
    // A projection exceeds its bound with probability 2 exp(-L), each side's rounding with as much.
    double exponent =
        Math.log(6 * Math.max(1, pairs) / context.settings().fraction(Setting.SKETCH_FAILURE));
    double margin = margin(rows, type, exponent);
    List<ScreenPlan.Cost> costs = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      int group = g;
      double instead = denseSeconds(dense.get(g), groups.get(g));
      instead = wider.map(plan -> plan.groups().get(group).seconds()).orElse(instead);
      costs.add(
          cost(groups.get(g), baselines(groups.get(g), dense.get(g)), instead, rows, type, margin));
    }
    return new ScreenPlan(rows, type, exponent, margin, costs, wider);
  }

  private static double margin(ScreenRows rows, ScreenType type, double exponent) {
    boolean isSketch = rows instanceof SketchShape;
    double projection =
        isSketch
            ? UNEVEN * Math.sqrt(4 * exponent / rows.count())
                + HIGHEST * 2 * exponent / rows.count()
            : 0;
    double highest = isSketch ? HIGHEST_ROW : HIGHEST_TOKEN;
    double step = highest / 127 / Math.sqrt((double) rows.count());
    return projection
        + switch (type) {
          case INT8 -> 2 * step * Math.sqrt(exponent / 2);
          case BFLOAT16 -> BFLOAT16_ROUNDING;
          case FLOAT32 -> FLOAT32_ROUNDING;
        };
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
  public double denseSeconds() {
    double seconds = 0;
    for (int g = 0; g < groups.size(); g++) {
      seconds += denseSeconds(dense.get(g), groups.get(g));
    }
    return seconds;
  }

  private double denseSeconds(TilePlan plan, GroupWork work) {
    double tokens = work.corpus().countedTokens();
    double neurons = 0;
    for (TilePass pass : plan.passes()) {
      for (TilePass.Slice slice : pass.slices()) {
        neurons += slice.axis().size();
      }
    }
    return streamSeconds(plan)
        + tokens * neurons / rates.fill()
        + (plan.productFlops() + plan.baselineFlops()) / rates.product()
        + work.size() / rates.compare();
  }

  private double streamSeconds(TilePlan plan) {
    return plan.forwardPasses() > 0
        ? rates.forwardSeconds(plan.forwardFlops(), plan.forwardValues())
        : plan.bytes() / rates.read();
  }

  /**
   * Returns what a pass over every correlation of the wanted neurons is expected to cost. A pair of
   * networks of which both sides are asked is multiplied twice, for the neurons of either.
   */
  private ScreenPlan.Baselines baselines(GroupWork work, TilePlan all) {
    double share = goal.baselineShare();
    if (share == 0) {
      return ScreenPlan.Baselines.NONE;
    }
    Map<Integer, NeuronAxis> asked = new TreeMap<>();
    double askedPairs = 0;
    for (NeuronPair pair : work.pairs()) {
      if (pair.isLeftAsked()) {
        asked.merge(pair.left(), pair.leftAxis(), NeuronAxis::union);
        askedPairs += pair.size();
      }
      if (pair.isRightAsked()) {
        asked.merge(pair.right(), pair.rightAxis(), NeuronAxis::union);
        askedPairs += pair.size();
      }
    }
    double neurons = share * size(asked);
    double flops = share * askedPairs / work.size() * all.productFlops() + all.baselineFlops();
    double values = work.corpus().countedTokens() * (size(axes(work)) + neurons);
    return new ScreenPlan.Baselines(
        neurons,
        streamSeconds(all) + values / rates.fill() + flops / rates.product(),
        flops + all.forwardFlops(),
        all.bytes(),
        all.forwardPasses());
  }

  private static double size(Map<Integer, NeuronAxis> axes) {
    return axes.values().stream().mapToDouble(NeuronAxis::size).sum();
  }

  private ScreenPlan.Cost cost(
      GroupWork work,
      ScreenPlan.Baselines baselines,
      double insteadSeconds,
      ScreenRows rows,
      ScreenType type,
      double margin) {
    double tokens = work.corpus().countedTokens();
    double neurons = 0;
    long held = 0;
    long screening = stripBytes(work);
    long verifying = 0;
    PassesCost passes = new PassesCost(rates, rows, type, shelf, tokens);
    double parts = 1;
    for (Map.Entry<Integer, NeuronAxis> entry : axes(work).entrySet()) {
      NeuronAxis axis = entry.getValue();
      ActivationCost cost = streamCost(work, entry.getKey(), axis);
      passes.add(
          cost,
          (axis.lastLayer() - axis.firstLayer() + 1)
              * work.networks().get(entry.getKey()).config().dMlp(),
          axis.size(),
          KeptSketch.missing(shelf, work.networks().get(entry.getKey()), axis, rows));
      neurons += axis.size();
      long running = cost.residentBytes() + cost.batchBytes();
      int block = SketchPass.blockTokens(rows, work.corpus().countedTokens(), axis.size());
      parts = rows instanceof SketchShape ? 1 : Math.max(parts, tokens / block);
      held += ScreenedNeurons.bytes(rows, type, axis.size());
      long sketch = rows instanceof SketchShape shape ? TokenSketch.bytes(shape, axis.size()) : 0;
      screening = Math.max(screening, running + sketch + TokenBlock.bytes(block, axis.size()));
      verifying +=
          running
              + TokenBlock.bytes(VerifyPass.BLOCK_TOKENS, axis.size())
              + TransposedBlock.bytes(axis.size());
    }
    double pairs = work.size();
    double side = Math.sqrt(pairs / work.pairs().size());
    double sweeps = goal.sweeps(margin, side);
    double candidates = pairs * Math.min(1, goal.candidateShare(margin, side));
    double screenFlops = 2.0 * rows.count() * pairs * sweeps;
    passes.hold(holdingRoom(held + peakBytes(screening, verifying, candidates)));
    long limit = candidateLimit(passes, insteadSeconds - baselines.seconds(), tokens);
    return new ScreenPlan.Cost(
        passes.firstSeconds(),
        screenFlops / rates.product(type)
            + sweeps * pairs * (1 + parts * PART_SHARE) / rates.compare(),
        passes.streamSeconds()
            + NEURON_SHARE * tokens * neurons * (1 / rates.fill() + 1 / rates.transpose())
            + candidates * tokens / rates.pair(),
        insteadSeconds,
        candidates,
        limit,
        passes.forwardPasses(),
        passes.flops() + screenFlops + 2 * candidates * tokens,
        passes.bytes(),
        held
            + passes.heldBytes()
            + peakBytes(screening, verifying, Math.min(candidates, (double) limit)),
        passes.kept(),
        passes.heldTokens(),
        passes.heldBytes(),
        baselines);
  }

  /** Returns what the largest stage takes, beside what stays from one to the next. */
  private static long peakBytes(long screening, long verifying, double candidates) {
    return Math.max(screening, verifying + PairSums.bytes((long) candidates));
  }

  /** Returns what a strip of estimates takes while they are compared. */
  private static long stripBytes(GroupWork work) {
    return work.pairs().stream()
        .mapToLong(pair -> EstimateTile.bytes(pair.leftAxis().size(), pair.rightAxis().size()))
        .max()
        .orElse(0);
  }

  /** Returns the bytes that activations may be held in. */
  private double holdingRoom(long workingBytes) {
    return context.settings().flag(Setting.HOLD_ACTIVATIONS)
        ? Math.max(0, HOLDING_SHARE * (context.memory().availableBytes() - workingBytes))
        : 0;
  }

  private ActivationCost streamCost(GroupWork work, int network, NeuronAxis axis) {
    return context
        .activations()
        .cost(work.networks().get(network), work.corpus(), axis.firstLayer(), axis.lastLayer());
  }

  /** Returns the pairs whose exact sums take as long as what is done instead, or all memory. */
  private long candidateLimit(PassesCost passes, double insteadSeconds, double tokens) {
    double seconds = insteadSeconds - passes.streamSeconds();
    double byTime =
        context.settings().strategy().isScreen()
            ? Double.MAX_VALUE
            : Math.max(0, seconds) * rates.pair() / tokens;
    double byMemory =
        (context.memory().availableBytes() - passes.heldBytes()) / 2.0 / PairSums.bytes(1);
    return (long) Math.max(64, Math.min(Math.min(byTime, byMemory), 1L << 30));
  }
}
