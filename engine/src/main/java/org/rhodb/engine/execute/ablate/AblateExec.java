package org.rhodb.engine.execute.ablate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.rhodb.engine.analyze.CorpusFit;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.DeferredRows;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.FlopCount;
import org.rhodb.engine.execute.NeuronInput;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.CountText;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Screen;

/**
 * Operator that measures what replacing a set of neurons does to the next-token loss.
 *
 * <p>For each checkpoint of the input, one clean pass a batch keeps the residual stream; the chosen
 * neurons and every control then run only the layers from their lowest upward. The replacement acts
 * at every position; losses are means over counted target tokens in nats, summed in float64, and do
 * not depend on the batch size beyond rounding. Rows of a checkpoint come when it is done.
 */
public final class AblateExec implements Operator {
  /** Columns of {@code ABLATE}. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("model", ColumnType.VARCHAR, "model whose neurons are ablated"),
          new Column("checkpoint", ColumnType.BIGINT, "training step"),
          new Column(
              "layer", ColumnType.INTEGER, "the only layer ablated, 0-based; NULL: all together"),
          new Column(
              "selection",
              ColumnType.VARCHAR,
              "'chosen': the input's neurons; 'random': as many others of the same layers, drawn"
                  + " uniformly; 'matched': for each chosen neuron the other one of its layer"
                  + " nearest in sd(activation) x |w_out|"),
          new Column(
              "draw", ColumnType.INTEGER, "number of the control, from 1; NULL for 'chosen'"),
          new Column("neurons", ColumnType.BIGINT, "neurons replaced"),
          new Column(
              "tokens", ColumnType.BIGINT, "target tokens of the losses: counted, not first"),
          new Column(
              "clean_loss",
              ColumnType.DOUBLE,
              "mean next-token cross-entropy of the model as it is, nats a token"),
          new Column("loss", ColumnType.DOUBLE, "the same with the neurons replaced"),
          new Column("delta_loss", ColumnType.DOUBLE, "loss - clean_loss, nats a token"),
          new Column(
              "kl",
              ColumnType.DOUBLE,
              "mean KL(clean || ablated) of the next-token distributions, nats a token; like loss and"
                  + " delta_loss NULL where EACH was only estimated"),
          new Column(
              "neuron",
              ColumnType.INTEGER,
              "the only neuron ablated, of EACH, index in its layer, 0-based; NULL: several"),
          new Column(
              "estimated_delta",
              ColumnType.DOUBLE,
              "first-order estimate of delta_loss, of ESTIMATE BY GRADIENT, nats a token"));

  private static final String CHOSEN = "clean pass, then suffixes";

  private final NeuronInput input;
  private final CorpusEntry corpus;
  private final Ablation ablation;
  private final AblateVariants variants;
  private final Networks networks;
  private final ActivationSource activations;
  private final LongSupplier nanoClock;

  /**
   * Creates the operator.
   *
   * @param input gives the neurons when the rows are asked for; asked once a run
   * @param isByLayer whether each layer is ablated on its own rather than all together
   * @param screen whether each neuron on its own, and whether estimated
   * @param bounds variants outside them are not run
   * @param networks opens the models
   * @param activations gives the activations that means and matched controls are taken from
   */
  public AblateExec(
      NeuronInput input,
      CorpusEntry corpus,
      Ablation ablation,
      boolean isByLayer,
      Control control,
      Screen screen,
      Bounds bounds,
      Networks networks,
      ActivationSource activations) {
    this(
        input,
        corpus,
        ablation,
        isByLayer,
        control,
        screen,
        bounds,
        networks,
        activations,
        System::nanoTime);
  }

  /** Creates the operator with a clock that tells when savepoints are due. */
  AblateExec(
      NeuronInput input,
      CorpusEntry corpus,
      Ablation ablation,
      boolean isByLayer,
      Control control,
      Screen screen,
      Bounds bounds,
      Networks networks,
      ActivationSource activations,
      LongSupplier nanoClock) {
    this.nanoClock = requireNonNull(nanoClock, "nanoClock is null");
    this.input = requireNonNull(input, "input is null");
    this.corpus = requireNonNull(corpus, "corpus is null");
    this.ablation = requireNonNull(ablation, "ablation is null");
    this.variants = new AblateVariants(isByLayer, control, screen, bounds);
    this.networks = requireNonNull(networks, "networks is null");
    this.activations = requireNonNull(activations, "activations is null");
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public String synopsis() {
    return "ablate: "
        + (variants.screen().isEach()
            ? "each neuron"
            : variants.isByLayer() ? "each layer" : "all layers together")
        + " on "
        + corpus.name()
        + " using "
        + describe(ablation)
        + describe(variants.control())
        + describe(variants.screen());
  }

  @Override
  public OperatorPlan plan(ExecutionContext context) {
    AblateCost costs = new AblateCost(context, corpus, ablation, variants);
    return input
        .forPlan()
        .map(set -> plan(context, costs, tasks(context, set)))
        .orElseGet(() -> plan(context, costs));
  }

  /** Plans for neurons that are known, of whose variants some may have been kept. */
  private OperatorPlan plan(ExecutionContext context, AblateCost costs, List<AblateTask> tasks) {
    AblateCost.Work work = AblateCost.Work.NONE;
    AblateCost.Work whole = AblateCost.Work.NONE;
    for (AblateTask task : tasks) {
      work = work.and(costs.work(task.checkpoint(), task.toEstimate(), task.toRun()));
      List<AblateVariant> estimated = variants.screen().isEstimated() ? task.all() : List.of();
      whole = whole.and(costs.work(task.checkpoint(), estimated, task.exact()));
    }
    String kept = AblateTask.describe(tasks);
    List<String> notes = new ArrayList<>();
    if (!kept.isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "rejected: computing all again: %s, %.3g s",
              FlopCount.format(whole.flops()),
              whole.seconds()));
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "%s, checkpoints: %,d",
            CountText.of(tasks.stream().mapToInt(task -> task.all().size()).sum(), "variant"),
            tasks.size()));
    notes.addAll(notes(work));
    return new OperatorPlan(
        chosen(kept, work),
        work.passes(),
        work.flops(),
        work.bytes(),
        work.peakBytes(),
        context.settings().text(Setting.DEVICE),
        work.seconds(),
        notes);
  }

  /** Plans for an input that only running it tells. */
  private OperatorPlan plan(ExecutionContext context, AblateCost costs) {
    AblateCost.Range range = costs.range();
    List<String> notes = new ArrayList<>();
    notes.add(describe(range));
    notes.addAll(notes(range.most()));
    boolean isKnown = range.candidates() == 1 && !isCostEachNeuron();
    return new OperatorPlan(
        isKnown ? chosen("", range.most()) : CHOSEN,
        range.most().passes(),
        isCostEachNeuron() ? Double.NaN : range.most().flops(),
        range.most().bytes(),
        range.most().peakBytes(),
        context.settings().text(Setting.DEVICE),
        isKnown ? range.most().seconds() : Double.NaN,
        notes);
  }

  private static String chosen(String kept, AblateCost.Work work) {
    if (work.passes() == 0) {
      return kept.isEmpty() ? CHOSEN : kept;
    }
    String timed = String.format(Locale.ROOT, "%s: %.3g s", CHOSEN, work.seconds());
    return kept.isEmpty() ? timed : kept + "; the others " + timed;
  }

  private List<String> notes(AblateCost.Work work) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "one clean pass a checkpoint and batch; every variant runs only the layers from its lowest"
            + " upward; how many that saves depends on the input and is said by the run");
    if (work.isSampled()) {
      notes.add(
          "divergences from samples of the vocabulary, as large as it takes for six standard errors"
              + " to be within 1e-5 nats a token over the corpus; from all of it where that fails");
    }
    boolean isMatched =
        variants.control().kind() == Control.Kind.MATCHED
            && variants.bounds().admits("selection", AblateVariants.MATCHED);
    if (ablation instanceof Ablation.Mean || isMatched) {
      notes.add("one more pass a checkpoint, without logits, for means and deviations");
    }
    if (variants.screen().isEstimated()) {
      notes.add("one more clean pass a checkpoint and one backward, for the estimates");
    }
    if (!variants.bounds().isUnbounded()) {
      notes.add("only variants with " + variants.bounds().describe());
    }
    return notes;
  }

  private List<AblateTask> tasks(ExecutionContext context, NeuronSet set) {
    List<AblateTask> tasks = new ArrayList<>();
    for (NeuronSet.Members members : set.members()) {
      if (variants.admits(members.checkpoint())) {
        CorpusFit.check(members.checkpoint(), corpus)
            .forEach(
                error -> {
                  throw error;
                });
        tasks.add(new AblateTask(context, corpus, ablation, variants, members));
      }
    }
    return tasks;
  }

  /** Whether the cost grows with the number of chosen neurons, which only the input knows. */
  private boolean isCostEachNeuron() {
    return variants.screen().isEach() && variants.screen().top() == Integer.MAX_VALUE;
  }

  private String describe(AblateCost.Range range) {
    if (range.candidates() == 0) {
      return "no checkpoint that the query admits can read the corpus";
    }
    String costs =
        FlopCount.format(range.least()) + " to " + FlopCount.format(range.most().flops());
    return "for one checkpoint"
        + (isCostEachNeuron() ? ", one neuron a layer: " : ": ")
        + costs
        + ", from neurons in the last layer only to neurons in all; the input may name "
        + range.candidates()
        + (range.candidates() == 1 ? " checkpoint" : " checkpoints");
  }

  @Override
  public RowSource open(ExecutionContext context) {
    return new DeferredRows(() -> start(context));
  }

  private RowSource start(ExecutionContext context) {
    RunLedger run =
        RunLedger.begin("ablate", context)
            .corpus(corpus)
            .seeds(seeds())
            .device(context.settings().text(Setting.DEVICE));
    List<AblateTask> tasks = tasks(context, input.get());
    run.checkpoints(tasks.stream().map(AblateTask::checkpoint).toList());
    AblateWork work =
        new AblateWork(context, corpus, ablation, variants, networks, activations, run, nanoClock);
    return run.counting(
        new AblateRows(work, tasks), number -> tasks.forEach(task -> task.keep(number)));
  }

  private String seeds() {
    List<String> seeds = new ArrayList<>();
    if (ablation instanceof Ablation.Resample resample) {
      seeds.add("resample=" + resample.seed());
    }
    if (variants.control().kind() == Control.Kind.RANDOM) {
      seeds.add("draws=" + variants.control().seed());
    }
    return String.join(" ", seeds);
  }

  private static String describe(Ablation ablation) {
    if (ablation instanceof Ablation.Resample resample) {
      return "resample, seed " + resample.seed();
    }
    if (ablation instanceof Ablation.Fixed fixed) {
      return "value " + fixed.value();
    }
    return ablation instanceof Ablation.Mean ? "mean" : "zero";
  }

  private static String describe(Screen screen) {
    if (!screen.isEstimated()) {
      return "";
    }
    return ", estimated by gradient"
        + (screen.top() < Integer.MAX_VALUE ? ", exact for the " + screen.top() + " greatest" : "");
  }

  private static String describe(Control control) {
    return switch (control.kind()) {
      case NONE -> "";
      case RANDOM -> ", versus " + control.draws() + " random draws, seed " + control.seed();
      case MATCHED -> ", versus matched neurons";
    };
  }
}
