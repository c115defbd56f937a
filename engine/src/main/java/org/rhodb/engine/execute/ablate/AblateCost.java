package org.rhodb.engine.execute.ablate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.analyze.CorpusFit;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.grammar.tree.Ablation;

/**
 * What the ablations of a checkpoint cost by arithmetic: exactly when the chosen neurons are known,
 * between bounds before.
 */
final class AblateCost {
  private final ExecutionContext context;
  private final CorpusEntry corpus;
  private final Ablation ablation;
  private final AblateVariants variants;

  /**
   * What any input may cost.
   *
   * @param candidates checkpoints it may name: those that can read the corpus
   * @param least operations of the cheapest one, neurons chosen in the last wanted layer only
   * @param most of the dearest one, neurons chosen in every wanted layer
   */
  record Range(int candidates, double least, Work most) {}

  AblateCost(
      ExecutionContext context, CorpusEntry corpus, Ablation ablation, AblateVariants variants) {
    this.context = requireNonNull(context, "context is null");
    this.corpus = requireNonNull(corpus, "corpus is null");
    this.ablation = requireNonNull(ablation, "ablation is null");
    this.variants = requireNonNull(variants, "variants is null");
  }

  /** Returns whether means or deviations of activations are needed before some variants run. */
  boolean needsMoments(List<AblateVariant> some) {
    return ablation instanceof Ablation.Mean
        ? !some.isEmpty()
        : some.stream().anyMatch(AblateVariant::isMatched);
  }

  /** Returns the positions of the corpus. */
  double positions() {
    return (double) corpus.sequences() * corpus.context();
  }

  /**
   * What some variants of one checkpoint cost.
   *
   * @param seconds by the device's rates
   * @param passes over the corpus, of one clean network each
   * @param isSampled whether divergences may come from samples of the vocabulary
   */
  record Work(
      double flops, double seconds, int passes, long bytes, long peakBytes, boolean isSampled) {
    static final Work NONE = new Work(0, 0, 0, 0, 0, false);

    /** Returns the work of both, one after the other. */
    Work and(Work other) {
      return new Work(
          flops + other.flops,
          seconds + other.seconds,
          passes + other.passes,
          bytes + other.bytes,
          Math.max(peakBytes, other.peakBytes),
          isSampled || other.isSampled);
    }

    /** Returns the most of either. */
    Work or(Work other) {
      return new Work(
          Math.max(flops, other.flops),
          Math.max(seconds, other.seconds),
          Math.max(passes, other.passes),
          Math.max(bytes, other.bytes),
          Math.max(peakBytes, other.peakBytes),
          isSampled || other.isSampled);
    }
  }

  /**
   * Returns what variants of a checkpoint cost.
   *
   * @param estimated by gradient, together
   * @param exact each by a run of its own; a matched control costs what its chosen set does
   */
  Work work(CheckpointEntry checkpoint, List<AblateVariant> estimated, List<AblateVariant> exact) {
    ForwardCost cost = new ForwardCost(checkpoint.config(), corpus.context());
    DeviceRates rates = context.rates();
    double perToken = 0;
    double seconds = 0;
    int passes = 0;
    long peakBytes = 0;
    boolean isSampled = false;
    if (!estimated.isEmpty()) {
      int lowest = estimated.get(0).lowestLayer();
      double flops = cost.cleanFlops() + cost.gradientFlops(lowest);
      perToken += flops;
      seconds += rates.seconds(cost, ForwardCost.CLEAN_HEADS, flops);
      peakBytes = AblatePlan.ofGradient(context, corpus, cost, lowest).bytes();
      passes++;
    }
    if (!exact.isEmpty()) {
      AblatePlan plan = AblatePlan.of(context, corpus, cost, exact);
      double flops = plan.flops(exact);
      perToken += flops;
      seconds += rates.seconds(cost, plan.method(), exact.size(), flops);
      isSampled = plan.method().samples(exact.size(), cost.config().dVocab());
      peakBytes = Math.max(peakBytes, plan.bytes());
      passes++;
    }
    List<AblateVariant> both = new ArrayList<>(estimated);
    both.addAll(exact);
    if (needsMoments(both)) {
      int last = both.stream().mapToInt(variant -> variant.neurons().lastKey()).max().orElse(0);
      perToken += cost.prefixFlops(last);
      seconds += rates.seconds(cost, 0, cost.prefixFlops(last));
      passes++;
    }
    return new Work(
        perToken * positions(),
        seconds * positions(),
        passes,
        passes == 0 ? 0 : cost.weightBytes(),
        peakBytes,
        isSampled);
  }

  /**
   * Returns what one checkpoint of an unknown input costs. Each wanted layer is taken to have one
   * chosen neuron: how many there are matters little, but to EACH, whose cost grows with them. It
   * is taken to have as many as TOP says.
   */
  Range range() {
    int candidates = 0;
    double least = Double.POSITIVE_INFINITY;
    Work most = Work.NONE;
    for (ModelEntry model : context.catalog().models()) {
      for (CheckpointEntry checkpoint : model.checkpoints()) {
        NeuronSet.Members every = layersFrom(model, checkpoint, 0);
        int layers = variants.layers(every).length();
        if (!variants.admits(checkpoint)
            || !CorpusFit.check(checkpoint, corpus).isEmpty()
            || layers == 0) {
          continue;
        }
        candidates++;
        least = Math.min(least, work(layersFrom(model, checkpoint, layers - 1)).flops());
        most = most.or(work(every));
      }
    }
    return new Range(candidates, candidates == 0 ? 0 : least, most);
  }

  private Work work(NeuronSet.Members members) {
    List<AblateVariant> all = variants.list(members, null);
    return work(
        members.checkpoint(),
        variants.screen().isEstimated() ? all : List.of(),
        all.subList(0, Math.min(all.size(), variants.screen().top())));
  }

  private NeuronSet.Members layersFrom(ModelEntry model, CheckpointEntry checkpoint, int first) {
    int top = variants.screen().top();
    int neurons = top == Integer.MAX_VALUE ? 1 : Math.min(top, checkpoint.config().dMlp());
    NeuronSet.Builder builder = NeuronSet.builder();
    for (int layer = first; layer < checkpoint.config().nLayers(); layer++) {
      for (int neuron = 0; neuron < neurons; neuron++) {
        builder.add(model, checkpoint, layer, neuron);
      }
    }
    return builder.build().members().get(0);
  }
}
