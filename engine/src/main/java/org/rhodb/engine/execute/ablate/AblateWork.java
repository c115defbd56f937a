package org.rhodb.engine.execute.ablate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.FlopCount;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.execute.WorkClock;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.grammar.tree.Ablation;

/** Runs the ablations of one checkpoint after another. */
final class AblateWork {
  private final ExecutionContext context;
  private final CorpusEntry corpus;
  private final Ablation ablation;
  private final AblateVariants variants;
  private final Networks networks;
  private final ActivationSource activations;
  private final RunLedger run;
  private final AblateCost costs;
  private WorkClock clock;
  private double layersRun;
  private double layersWhole;
  private int passes;
  private double flopsRun;
  private double flopsWhole;
  private double flopsExpected;
  private final AblateSavepoints savepoints;

  /** Sequences of the last pass that an earlier run had done. */
  private long wentOnFrom;

  /**
   * What one variant did to the loss; sums over the corpus.
   *
   * @param tokens number of target tokens
   * @param ablated null: only estimated
   * @param estimate NaN: not estimated
   */
  record Outcome(
      CheckpointEntry checkpoint,
      AblateVariant variant,
      double cleanLossSum,
      long tokens,
      @Nullable AblatedLoss ablated,
      double estimate) {}

  AblateWork(
      ExecutionContext context,
      CorpusEntry corpus,
      Ablation ablation,
      AblateVariants variants,
      Networks networks,
      ActivationSource activations,
      RunLedger run,
      LongSupplier nanoClock) {
    this.context = context;
    this.corpus = corpus;
    this.ablation = ablation;
    this.variants = variants;
    this.networks = networks;
    this.activations = activations;
    this.run = run;
    this.costs = new AblateCost(context, corpus, ablation, variants);
    this.clock = new WorkClock(context.progress(), 0);
    this.savepoints = new AblateSavepoints(context, nanoClock);
  }

  /** Learns all that is to be done, for progress. */
  void expect(List<NeuronSet.Members> all) {
    flopsExpected = all.stream().mapToDouble(costs::flops).sum();
    clock = new WorkClock(context.progress(), flopsExpected);
  }

  /** Ablates every variant of one checkpoint. */
  List<Outcome> run(NeuronSet.Members members) {
    CheckpointEntry checkpoint = members.checkpoint();
    String stage = "ablating " + checkpoint.reference();
    clock.enter(stage);
    context.cancellation().check();
    if (variants.layers(members).isEmpty()) {
      return List.of();
    }
    ForwardCost cost = new ForwardCost(checkpoint.config(), corpus.context());
    LayerMoments moments = null;
    if (costs.needsMoments()) {
      moments = moments(members, cost);
    }
    if (isScreened()) {
      return screened(members, cost, moments, stage);
    }
    // a matched control has the lowest layer of its chosen set
    AblatePlan plan = AblatePlan.of(context, corpus, cost, variants.list(members, null));
    MemoryBudget.Reservation reserved = context.memory().reserve(stage, plan.bytes(), hint());
    try (Network network = networks.open(checkpoint);
        CorpusTokens tokens = context.catalog().openTokens(corpus)) {
      LayerMoments known = moments;
      List<AblateVariant> list =
          variants.list(members, known == null ? null : layer -> known.weights(network, layer));
      List<Outcome> outcomes = pass(checkpoint, network, tokens, plan, list, known, stage);
      record(plan, list, outcomes);
      return outcomes;
    } finally {
      reserved.close();
    }
  }

  private boolean isScreened() {
    return variants.screen().isEstimated();
  }

  /** Estimates all neurons, of which the query may want some, and ablates the greatest. */
  private List<Outcome> screened(
      NeuronSet.Members members, ForwardCost cost, @Nullable LayerMoments moments, String stage) {
    CheckpointEntry checkpoint = members.checkpoint();
    AblateScreen screen = new AblateScreen(variants.unbounded().list(members, null));
    int lowest = screen.neurons().get(0).lowestLayer();
    AblatePlan gradient = AblatePlan.ofGradient(context, corpus, cost, lowest);
    try (Network network = networks.open(checkpoint);
        CorpusTokens tokens = context.catalog().openTokens(corpus)) {
      holding(
          stage,
          gradient,
          () -> screen.run(network, tokens, gradient, ablation, moments, pulse(stage)));
      double flops = cost.cleanFlops() + cost.gradientFlops(lowest);
      run.addWork(flops * costs.positions(), cost.weightBytes(), 1);
      run.tokens(screen.tokens());
      run.device(networks.runtime().device());
      run.remark(String.format(Locale.ROOT, "%,d neurons estimated", screen.neurons().size()));
      List<AblateVariant> list =
          screen.greatest(variants.screen().top()).stream().filter(variants::admits).toList();
      List<Outcome> exact = new ArrayList<>();
      if (!list.isEmpty()) {
        AblatePlan plan = AblatePlan.of(context, corpus, cost, list);
        holding(
            stage,
            plan,
            () -> exact.addAll(pass(checkpoint, network, tokens, plan, list, moments, stage)));
        record(plan, list, exact);
      }
      return estimated(checkpoint, screen, exact);
    }
  }

  /** Returns every wanted neuron, with its exact outcome where it has one. */
  private List<Outcome> estimated(
      CheckpointEntry checkpoint, AblateScreen screen, List<Outcome> exact) {
    Map<AblateVariant, Outcome> known = new HashMap<>();
    exact.forEach(outcome -> known.put(outcome.variant(), outcome));
    List<Outcome> outcomes = new ArrayList<>();
    for (int place = 0; place < screen.neurons().size(); place++) {
      AblateVariant variant = screen.neurons().get(place);
      if (variants.admits(variant)) {
        Outcome own = known.get(variant);
        outcomes.add(
            new Outcome(
                checkpoint,
                variant,
                screen.cleanLossSum(),
                screen.tokens(),
                own == null ? null : own.ablated(),
                screen.estimate(place)));
      }
    }
    return outcomes;
  }

  private void holding(String stage, AblatePlan plan, Runnable work) {
    MemoryBudget.Reservation reserved = context.memory().reserve(stage, plan.bytes(), hint());
    try {
      work.run();
    } finally {
      reserved.close();
    }
  }

  private DoubleConsumer pulse(String stage) {
    return flops -> {
      clock.add(stage, flops, 0);
      context.cancellation().check();
    };
  }

  private String hint() {
    return "SET memory_limit higher, or SET batch_tokens = "
        + corpus.context()
        + " to take one sequence at a time";
  }

  private List<Outcome> pass(
      CheckpointEntry checkpoint,
      Network network,
      CorpusTokens tokens,
      AblatePlan plan,
      List<AblateVariant> list,
      @Nullable LayerMoments moments,
      String stage) {
    AblateReplacements replacements = new AblateReplacements(ablation, list, moments);
    String key = AblateSavepoints.key(context, checkpoint, corpus, ablation, plan, list);
    AblateSavepoints.State state = savepoints.restore(key, list.size());
    wentOnFrom = state.sequences();
    if (wentOnFrom > 0) {
      run.remark(
          String.format(
              Locale.ROOT,
              "went on behind %,d of %,d sequences, from a savepoint",
              wentOnFrom,
              tokens.sequences()));
    }
    while (state.sequences() < tokens.sequences()) {
      long first = state.sequences();
      int count = (int) Math.min(plan.sequences(), tokens.sequences() - first);
      TokenBatch batch = tokens.read(first, count);
      DoubleConsumer pulse = pulse(stage);
      context.cancellation().check();
      try (CleanPass clean = network.openCleanPass(batch, plan.layers(), plan.method(), pulse)) {
        clock.add(stage, 0, batch.countedTokens());
        List<AblatedLoss> sums = new ArrayList<>(clean.ablate(replacements.of(batch), pulse));
        for (int v = 0; v < sums.size(); v++) {
          sums.set(v, checked(checkpoint, state.sums().get(v).merge(sums.get(v))));
        }
        state = new AblateSavepoints.State(first + count, state.cleanSum() + clean.lossSum(), sums);
      }
      savepoints.offer(key, state, state.sequences() == tokens.sequences());
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int v = 0; v < list.size(); v++) {
      AblatedLoss sum = state.sums().get(v);
      outcomes.add(
          new Outcome(checkpoint, list.get(v), state.cleanSum(), sum.tokens(), sum, Double.NaN));
    }
    return outcomes;
  }

  /** Refuses what float32 cannot hold; NULL would look like a loss that was not wanted. */
  private AblatedLoss checked(CheckpointEntry checkpoint, AblatedLoss sum) {
    if (Double.isFinite(sum.lossSum()) && Double.isFinite(sum.klSum())) {
      return sum;
    }
    throw QueryException.of(
            ErrorCode.A207,
            "with its neurons replaced, the loss of "
                + checkpoint.reference()
                + " is beyond what float32 holds")
        .withHint("USING a number nearer to the activations, or MEAN, RESAMPLE or ZERO");
  }

  private LayerMoments moments(NeuronSet.Members members, ForwardCost cost) {
    CheckpointEntry checkpoint = members.checkpoint();
    BitSet layers = (isScreened() ? variants.unbounded() : variants).layers(members);
    int first = layers.nextSetBit(0);
    int last = layers.length() - 1;
    String stage = "averaging " + checkpoint.reference();
    int dMlp = checkpoint.config().dMlp();
    ActivationMoments moments = new ActivationMoments((last - first + 1) * dMlp);
    double flopsPerToken =
        costs.positions() * cost.prefixFlops(last) / Math.max(1, corpus.countedTokens());
    try (ActivationStream stream = activations.open(checkpoint, corpus, first, last, 0)) {
      while (true) {
        context.cancellation().check();
        try (ActivationMatrix matrix = stream.next()) {
          if (matrix == null) {
            break;
          }
          moments.add(matrix.toArray());
          clock.add(stage, flopsPerToken * matrix.rows(), matrix.rows());
        }
      }
    }
    ActivationCost spent = activations.cost(checkpoint, corpus, first, last);
    run.addWork(spent.flops(), spent.bytes(), spent.forwardPasses());
    return new LayerMoments(moments, first, dMlp);
  }

  private void record(AblatePlan plan, List<AblateVariant> list, List<Outcome> outcomes) {
    ForwardCost cost = plan.cost();
    long positions = (corpus.sequences() - wentOnFrom) * corpus.context();
    double flops = cost.cleanFlops();
    for (AblateVariant variant : list) {
      flops += plan.flops(variant);
      layersRun += plan.layersRun(variant);
      layersWhole += cost.config().nLayers();
    }
    passes += list.size();
    flopsRun += flops * positions;
    flopsWhole += (list.size() + 1) * cost.fullFlops() * positions;
    run.addWork(flops * positions, cost.weightBytes(), 1);
    run.tokens(outcomes.isEmpty() ? 0 : outcomes.get(0).tokens());
    run.device(networks.runtime().device());
  }

  /** Says in the run's entry what did not have to run of a whole pass a variant. */
  void finish() {
    savepoints.removeAll();
    run.remark(
        layersWhole == 0
            ? "nothing to ablate"
            : String.format(
                Locale.ROOT,
                "%,d ablated passes ran %.0f of %.0f layers; %.3g of the %.3g FLOP of whole passes"
                    + " (%.0f %% saved)",
                passes,
                layersRun,
                layersWhole,
                flopsRun,
                flopsWhole,
                100 * (1 - flopsRun / flopsWhole)));
    if (flopsExpected > 0) {
      run.remark(
          String.format(
              Locale.ROOT,
              "estimated of its input %s and %.3g s",
              FlopCount.format(flopsExpected),
              flopsExpected / context.rates().forward()));
    }
  }
}
