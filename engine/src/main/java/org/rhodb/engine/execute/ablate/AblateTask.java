package org.rhodb.engine.execute.ablate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.execute.ablate.AblateWork.Outcome;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.execute.reuse.KeptWords;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.row.CountText;
import org.rhodb.engine.settings.Setting;
import org.rhodb.grammar.tree.Ablation;

/** What a statement asks of one checkpoint, and which of it is known: kept before, or computed. */
final class AblateTask {
  /** Settings that change a number in its last bits. */
  private static final List<Setting> METHOD =
      List.of(
          Setting.STACK_TOKENS, Setting.REUSE_PREFIX, Setting.TILED_LOSS, Setting.FUSED_PRODUCTS);

  private final NeuronSet.Members members;
  private final AblateVariants variants;

  /** With estimates every neuron: whatever the query drops, a choice of the greatest sees it. */
  private final List<AblateVariant> all;

  private final int sequences;
  private final KeptVariants exact;
  private final KeptVariants estimates;

  /**
   * Looks for what was kept.
   *
   * @throws org.rhodb.engine.error.QueryException A207 if a layer is too small for its control;
   *     X410 if the weights changed since CREATE MODEL
   */
  AblateTask(
      ExecutionContext context,
      CorpusEntry corpus,
      Ablation ablation,
      AblateVariants variants,
      NeuronSet.Members members) {
    this.members = members;
    this.variants = variants;
    this.all = (isScreened() ? variants.unbounded() : variants).list(members, null);
    CheckpointEntry checkpoint = members.checkpoint();
    ForwardCost cost = new ForwardCost(checkpoint.config(), corpus.context());
    AblatePlan plan = all.isEmpty() ? null : AblatePlan.of(context, corpus, cost, all);
    this.sequences = plan == null ? 1 : plan.sequences();
    int backward =
        isScreened() && !all.isEmpty()
            ? AblatePlan.ofGradient(context, corpus, cost, all.get(0).lowestLayer()).sequences()
            : 0;
    AnswerShelf shelf = context.answers(corpus);
    StringJoiner method = new StringJoiner("; ").add(ablation.toString());
    METHOD.forEach(each -> method.add(each.key() + " " + context.settings().text(each)));
    method.add(Setting.SAMPLED_LOSS.key() + " " + (plan != null && plan.method().isSampled()));
    this.exact = new KeptVariants(shelf, checkpoint, method + "; batches of " + sequences, 4);
    // the shapes of the backward pass, and with those its last bits, follow from all neurons
    String set = isScreened() ? RunSavepoints.key("of", "" + members.layers()) : "";
    this.estimates =
        new KeptVariants(
            shelf, checkpoint, method + "; estimates " + set + "; batches of " + backward, 3);
    if (!kept(exact).isEmpty()) {
      exact.check();
    } else if (!kept(estimates).isEmpty()) {
      estimates.check();
    }
  }

  private boolean isScreened() {
    return variants.screen().isEstimated();
  }

  CheckpointEntry checkpoint() {
    return members.checkpoint();
  }

  /** Returns all variants: matched controls with the neurons that they match. */
  List<AblateVariant> all() {
    return all;
  }

  /** Returns the sequences a batch, which decide the last bits. */
  int sequences() {
    return sequences;
  }

  /** Returns all neurons if any is to be estimated whose estimate is not known. */
  List<AblateVariant> toEstimate() {
    return isScreened() && kept(estimates).size() < all.size() ? all : List.of();
  }

  private List<AblateVariant> kept(KeptVariants of) {
    return all.stream().filter(variant -> of.find(variant).isPresent()).toList();
  }

  /** Returns the variants whose loss is wanted; before the estimates are known, as many as that. */
  List<AblateVariant> exact() {
    if (!isScreened()) {
      return all;
    }
    int top = variants.screen().top();
    List<AblateVariant> greatest =
        toEstimate().isEmpty() ? screen().greatest(top) : all.subList(0, Math.min(top, all.size()));
    return greatest.stream().filter(variants::admits).toList();
  }

  /** Returns the variants whose loss is wanted and not known. */
  List<AblateVariant> toRun() {
    return exact().stream().filter(variant -> exact.find(variant).isEmpty()).toList();
  }

  /** Returns some of the variants with their own neurons. */
  List<AblateVariant> resolved(List<AblateVariant> some, AblateVariants.LayerWeights weights) {
    Set<String> names = new HashSet<>();
    some.forEach(variant -> names.add(variant.selection() + variant.draw() + variant.name()));
    return variants.list(members, weights).stream()
        .filter(each -> names.contains(each.selection() + each.draw() + each.name()))
        .toList();
  }

  /** Returns the estimates, all of which are known. */
  private AblateScreen screen() {
    return AblateScreen.of(all, variant -> estimates.find(variant).orElseThrow());
  }

  /** Learns the estimates of a screen that passed over the corpus. */
  void learn(AblateScreen screen) {
    for (int place = 0; place < all.size(); place++) {
      estimates.add(
          all.get(place), screen.cleanLossSum(), (double) screen.tokens(), screen.estimate(place));
    }
  }

  /** Learns what a variant did to the loss. */
  void learn(AblateVariant variant, double cleanLossSum, AblatedLoss sum) {
    exact.add(variant, cleanLossSum, (double) sum.tokens(), sum.lossSum(), sum.klSum());
  }

  /** Returns what is wanted, once all of it is known. */
  List<Outcome> outcomes() {
    Set<AblateVariant> wanted = new HashSet<>(exact());
    List<Outcome> outcomes = new ArrayList<>();
    for (AblateVariant variant : all) {
      if (variants.admits(variant)) {
        Optional<double[]> own = wanted.contains(variant) ? exact.find(variant) : Optional.empty();
        Optional<double[]> estimated = isScreened() ? estimates.find(variant) : Optional.empty();
        double[] clean = estimated.or(() -> own).orElseThrow();
        outcomes.add(
            new Outcome(
                checkpoint(),
                variant,
                clean[0],
                (long) clean[1],
                own.map(sums -> new AblatedLoss(sums[2], sums[3], (long) sums[1])).orElse(null),
                estimated.map(numbers -> numbers[2]).orElse(Double.NaN)));
      }
    }
    return outcomes;
  }

  /** Keeps what was computed. */
  void keep(long run) {
    exact.keep(run);
    estimates.keep(run);
  }

  /** Returns in words what was kept of some tasks that are not computed yet; empty without any. */
  static String describe(List<AblateTask> tasks) {
    Set<Long> runs = new TreeSet<>();
    int wanted = 0;
    int known = 0;
    int estimated = 0;
    for (AblateTask task : tasks) {
      List<AblateVariant> exact = task.exact();
      wanted += exact.size();
      if (task.toEstimate().isEmpty()) {
        List<AblateVariant> kept = new ArrayList<>(exact);
        kept.removeAll(new HashSet<>(task.toRun()));
        known += kept.size();
        runs.addAll(task.exact.runs(kept));
        estimated += task.isScreened() ? task.all.size() : 0;
        runs.addAll(task.isScreened() ? task.estimates.runs(task.all) : Set.of());
      }
    }
    if (known + estimated == 0) {
      return "";
    }
    return KeptWords.of(runs.size(), runs)
        + String.format(Locale.ROOT, " for %,d of %s", known, CountText.of(wanted, "variant"))
        + (estimated > 0 ? " and " + CountText.of(estimated, "estimate") : "");
  }
}
