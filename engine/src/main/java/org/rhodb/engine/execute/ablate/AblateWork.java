package org.rhodb.engine.execute.ablate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.rhodb.engine.execute.NonFinite;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.execute.WorkClock;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.SampleCheck;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.row.CountText;
import org.rhodb.grammar.tree.Ablation;

/** Runs the ablations of one checkpoint after another. */
final class AblateWork {
  private final ExecutionContext context;
  private final CorpusEntry corpus;
  private final Ablation ablation;
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
  private double secondsExpected;
  private SampleCheck sampling = SampleCheck.NONE;
  private boolean isNothingWanted = true;
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
    this.networks = networks;
    this.activations = activations;
    this.run = run;
    this.costs = new AblateCost(context, corpus, ablation, variants);
    this.clock = new WorkClock(context.progress(), 0);
    this.savepoints = new AblateSavepoints(context, nanoClock);
  }

  /** Learns all that is to be done, for progress, and says what was kept. */
  void expect(List<AblateTask> tasks) {
    String kept = AblateTask.describe(tasks);
    if (!kept.isEmpty()) {
      run.remark(kept);
    }
    for (AblateTask task : tasks) {
      AblateCost.Work work = costs.work(task.checkpoint(), task.toEstimate(), task.toRun());
      flopsExpected += work.flops();
      secondsExpected += work.seconds();
      isNothingWanted &= task.all().isEmpty();
    }
    clock = new WorkClock(context.progress(), flopsExpected);
  }

  /** Ablates every variant of one checkpoint that is not known. */
  List<Outcome> run(AblateTask task) {
    String stage = "ablating " + task.checkpoint().reference();
    clock.enter(stage);
    context.cancellation().check();
    if (!task.toEstimate().isEmpty() || !task.toRun().isEmpty()) {
      compute(task, stage);
    }
    List<Outcome> outcomes = task.outcomes();
    run.tokens(outcomes.isEmpty() ? 0 : outcomes.get(0).tokens());
    return outcomes;
  }

  private void compute(AblateTask task, String stage) {
    CheckpointEntry checkpoint = task.checkpoint();
    ForwardCost cost = new ForwardCost(checkpoint.config(), corpus.context());
    List<AblateVariant> estimated = task.toEstimate();
    LayerMoments moments = moments(checkpoint, estimated.isEmpty() ? task.toRun() : estimated);
    run.device(networks.runtime().device());
    try (Network network = networks.open(checkpoint);
        CorpusTokens tokens = context.catalog().openTokens(corpus)) {
      if (!estimated.isEmpty()) {
        estimate(task, network, tokens, cost, moments, stage);
      }
      List<AblateVariant> missing = task.toRun();
      if (missing.isEmpty()) {
        return;
      }
      AblatePlan plan = AblatePlan.of(context, corpus, cost, missing, task.sequences());
      List<AblateVariant> list =
          missing.stream().anyMatch(AblateVariant::isMatched) && moments != null
              ? task.resolved(missing, layer -> moments.weights(network, layer))
              : missing;
      double saved = sampling.savedFlops();
      holding(stage, plan, () -> pass(task, network, tokens, plan, list, moments, stage));
      record(plan, list, sampling.savedFlops() - saved);
    }
  }

  /** Estimates all neurons, of which the query may want some. */
  private void estimate(
      AblateTask task,
      Network network,
      CorpusTokens tokens,
      ForwardCost cost,
      @Nullable LayerMoments moments,
      String stage) {
    AblateScreen screen = new AblateScreen(task.all());
    int lowest = task.all().get(0).lowestLayer();
    AblatePlan gradient = AblatePlan.ofGradient(context, corpus, cost, lowest);
    holding(
        stage,
        gradient,
        () -> screen.run(network, tokens, gradient, ablation, moments, pulse(stage)));
    task.learn(screen);
    double flops = cost.cleanFlops() + cost.gradientFlops(lowest);
    run.addWork(flops * costs.positions(), cost.weightBytes(), 1);
    run.remark(CountText.of(task.all().size(), "neuron") + " estimated");
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

  private void pass(
      AblateTask task,
      Network network,
      CorpusTokens tokens,
      AblatePlan plan,
      List<AblateVariant> list,
      @Nullable LayerMoments moments,
      String stage) {
    CheckpointEntry checkpoint = task.checkpoint();
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
        if (!Double.isFinite(clean.lossSum())) {
          throw NonFinite.loss(checkpoint);
        }
        List<AblatedLoss> sums = new ArrayList<>(clean.ablate(replacements.of(batch), pulse));
        for (int v = 0; v < sums.size(); v++) {
          sums.set(v, checked(checkpoint, state.sums().get(v).merge(sums.get(v))));
        }
        sampling = sampling.merge(clean.sampling());
        state = new AblateSavepoints.State(first + count, state.cleanSum() + clean.lossSum(), sums);
      }
      savepoints.offer(key, state, state.sequences() == tokens.sequences());
    }
    for (int v = 0; v < list.size(); v++) {
      task.learn(list.get(v), state.cleanSum(), state.sums().get(v));
    }
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

  private @Nullable LayerMoments moments(CheckpointEntry checkpoint, List<AblateVariant> some) {
    if (!costs.needsMoments(some)) {
      return null;
    }
    ForwardCost cost = new ForwardCost(checkpoint.config(), corpus.context());
    int first = some.stream().mapToInt(AblateVariant::lowestLayer).min().orElseThrow();
    int last = some.stream().mapToInt(each -> each.neurons().lastKey()).max().orElseThrow();
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

  private void record(AblatePlan plan, List<AblateVariant> list, double saved) {
    ForwardCost cost = plan.cost();
    long positions = (corpus.sequences() - wentOnFrom) * corpus.context();
    double flops = plan.flops(list) * positions - saved;
    for (AblateVariant variant : list) {
      layersRun += plan.layersRun(variant);
      layersWhole += cost.config().nLayers();
    }
    passes += list.size();
    flopsRun += flops;
    flopsWhole += (list.size() + 1) * cost.fullFlops() * positions;
    run.addWork(flops, cost.weightBytes(), 1);
  }

  /** Says in the run's entry what did not have to run of a whole pass a variant. */
  void finish() {
    savepoints.removeAll();
    if (isNothingWanted) {
      run.remark("nothing to ablate");
    }
    if (layersWhole > 0) {
      run.remark(
          String.format(
              Locale.ROOT,
              "%s ran %.0f of %.0f layers; %.3g of the %.3g FLOP of whole passes"
                  + " (%.0f %% saved)",
              CountText.of(passes, "ablated pass"),
              layersRun,
              layersWhole,
              flopsRun,
              flopsWhole,
              100 * (1 - flopsRun / flopsWhole)));
    }
    if (sampling.sampled() + sampling.refused() > 0) {
      run.remark(
          String.format(
              Locale.ROOT,
              "divergences from at most %.0f %% of the vocabulary: %,d of runs and batches, %,d from"
                  + " all of it instead; %,d computed to tell, at most %.1g nats a token apart",
              100 * sampling.share(),
              sampling.sampled(),
              sampling.refused(),
              sampling.checked(),
              sampling.worst()));
    }
    if (flopsExpected > 0) {
      run.remark(
          String.format(
              Locale.ROOT,
              "estimated of its input %s and %.3g s",
              FlopCount.format(flopsExpected),
              secondsExpected));
    }
  }
}
