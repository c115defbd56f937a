package org.rhodb.engine.execute.correlate.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.network.tensor.screen.EstimateTile;
import org.rhodb.engine.network.tensor.screen.PairChoice;
import org.rhodb.engine.network.tensor.screen.ScreenKernels;
import org.rhodb.engine.network.tensor.screen.ScreenedNeurons;

/**
 * The screened correlations of one group: a sketch of each network, candidates of each pair, then
 * the exact correlations of the candidates.
 */
final class ScreenRun {
  private final PassTools tools;
  private final GroupWork work;
  private final ScreenPlan plan;
  private final ScreenPlan.Cost cost;

  private ScreenRun(PassTools tools, GroupWork work, ScreenPlan plan, ScreenPlan.Cost cost) {
    this.tools = tools;
    this.work = work;
    this.plan = plan;
    this.cost = cost;
  }

  /**
   * Runs a group, and again by a wider screen where one leaves too many pairs; empty if computing
   * all is cheaper.
   *
   * @param group index of the group in the plan
   * @param finder asked once a screen
   */
  static Optional<List<Found>> find(
      PassTools tools, GroupWork work, ScreenPlan plan, int group, Finder finder) {
    tools.meter().count(1, 1);
    Optional<List<Found>> found =
        new ScreenRun(tools, work, plan, plan.groups().get(group)).find(finder);
    if (found.isPresent()) {
      return found;
    }
    tools.meter().extend(plan.groups().get(group).insteadSeconds());
    return plan.wider().flatMap(wider -> find(tools, work, wider, group, finder));
  }

  /** What was found of one pair: chosen pairs by the pair's axes, and their correlations. */
  static final class Found {
    private final PairChoice choice;
    private final double[] rho;

    Found(PairChoice choice, double[] rho) {
      this.choice = choice;
      this.rho = rho;
    }

    PairChoice choice() {
      return choice;
    }

    /** Returns the correlation of a pair of the choice. */
    double rho(int pair) {
      return rho[pair];
    }
  }

  /** Looks for the candidates of each pair of the group. */
  interface Finder {
    /**
     * Finds.
     *
     * @param screen opens the estimates of a pair
     * @param candidates one a pair, empty; stops when one is overfull
     */
    void find(Screens screen, List<Candidates> candidates);
  }

  /** Opens estimates. Whoever opens them closes them. */
  final class Screens implements AutoCloseable {
    private final List<NetworkSketch> networks;
    private final Map<String, ScreenedNeurons> parts = new TreeMap<>();

    private Screens(List<NetworkSketch> networks) {
      this.networks = networks;
    }

    /** Returns the estimates of a pair's neurons. Caller closes. */
    EstimateTile open(int pair) {
      NeuronPair neurons = work.pairs().get(pair);
      return side(neurons.left(), neurons.leftAxis())
          .openTile(side(neurons.right(), neurons.rightAxis()));
    }

    /** Returns the estimates of some of a pair's neurons with all of the other side. */
    SomeEstimates openSome(int pair, boolean isLeft, int[] chosen) {
      NeuronPair neurons = work.pairs().get(pair);
      ScreenedNeurons left = side(neurons.left(), neurons.leftAxis());
      ScreenedNeurons right = side(neurons.right(), neurons.rightAxis());
      ScreenedNeurons some = (isLeft ? left : right).openColumns(chosen);
      return new SomeEstimates(some, isLeft ? some.openTile(right) : left.openTile(some));
    }

    private ScreenedNeurons side(int network, NeuronAxis axis) {
      NetworkSketch sketch = networks.get(network);
      if (sketch.axis().equals(axis)) {
        return sketch.screened();
      }
      return parts.computeIfAbsent(
          network + " " + axis.describe(),
          key -> sketch.screened().openColumns(sketch.axis().indicesOf(axis)));
    }

    Runnable between() {
      return () -> tools.step("screening " + work.describe());
    }

    void pairDone() {
      tools.meter().add(cost.compareSeconds() / work.pairs().size());
    }

    @Override
    public void close() {
      parts.values().forEach(ScreenedNeurons::close);
    }
  }

  /** Estimates of some neurons, and the neurons themselves. */
  record SomeEstimates(ScreenedNeurons neurons, EstimateTile tile) implements AutoCloseable {
    @Override
    public void close() {
      tile.close();
      neurons.close();
    }
  }

  /** Runs the group; empty if the screen leaves so many pairs that something else is cheaper. */
  private Optional<List<Found>> find(Finder finder) {
    try (ScreenKernels kernels = ScreenKernels.load(tools.context().networks().runtime())) {
      List<NetworkSketch> networks = new ArrayList<>();
      try {
        sketch(kernels, networks);
        List<Candidates> candidates = new ArrayList<>();
        work.pairs().forEach(pair -> candidates.add(new Candidates(pair, cost.candidateLimit())));
        try (Screens screens = new Screens(networks)) {
          finder.find(screens, candidates);
        }
        tools.ledger().addWork(2.0 * plan.rows().count() * work.size(), 0, 0);
        if (isTooMany(candidates)) {
          return Optional.empty();
        }
        return Optional.of(verify(kernels, networks, candidates));
      } finally {
        networks.forEach(NetworkSketch::close);
      }
    }
  }

  private void sketch(ScreenKernels kernels, List<NetworkSketch> networks) {
    Map<Integer, NeuronAxis> axes = ScreenPlanner.axes(work);
    double share = cost.sketchSeconds() / axes.size();
    try (SketchPass pass = new SketchPass(tools, kernels, work.corpus(), plan, cost.heldTokens())) {
      for (int n = 0; n < work.networks().size(); n++) {
        networks.add(pass.open(work.networks().get(n), n, axes.get(n), share));
      }
    }
  }

  private boolean isTooMany(List<Candidates> candidates) {
    long total = candidates.stream().mapToLong(Candidates::size).sum();
    if (total <= cost.candidateLimit()) {
      return false;
    }
    tools
        .ledger()
        .remark(
            String.format(
                Locale.ROOT,
                "%s left more than %,d pairs of %s: %s",
                plan.describe(),
                cost.candidateLimit(),
                work.describe(),
                plan.wider()
                    .map(wider -> "screened by " + wider.describe())
                    .orElse("computed densely")));
    return true;
  }

  private List<Found> verify(
      ScreenKernels kernels, List<NetworkSketch> networks, List<Candidates> candidates) {
    List<PairChoice> chosen = candidates.stream().map(Candidates::choice).toList();
    long left = chosen.stream().mapToLong(PairChoice::size).sum();
    double all = work.size();
    tools
        .ledger()
        .remark(
            String.format(
                Locale.ROOT,
                "%s, margin %.4f, %,d of %,.0f pairs left (%.3g %%; expected %,.0f)",
                plan.describe(),
                networks.get(0).screened().typicalMargin(),
                left,
                all,
                100 * left / all,
                cost.candidates()));
    List<double[]> rho =
        VerifyPass.rho(tools, kernels, work, networks, chosen, cost.verifySeconds());
    List<Found> found = new ArrayList<>();
    for (int p = 0; p < chosen.size(); p++) {
      found.add(new Found(chosen.get(p), rho.get(p)));
    }
    return found;
  }
}
