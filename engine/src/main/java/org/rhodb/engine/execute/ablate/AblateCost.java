package org.rhodb.engine.execute.ablate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.rhodb.engine.analyze.CorpusFit;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
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
   * @param most operations of the dearest one, neurons chosen in every wanted layer
   * @param bytes bytes of the dearest one's weights
   * @param peakBytes bytes it holds in tensors
   */
  record Range(int candidates, double least, double most, long bytes, long peakBytes) {}

  AblateCost(
      ExecutionContext context, CorpusEntry corpus, Ablation ablation, AblateVariants variants) {
    this.context = requireNonNull(context, "context is null");
    this.corpus = requireNonNull(corpus, "corpus is null");
    this.ablation = requireNonNull(ablation, "ablation is null");
    this.variants = requireNonNull(variants, "variants is null");
  }

  /** Returns whether means or deviations of activations are needed first. */
  boolean needsMoments() {
    return ablation instanceof Ablation.Mean || variants.isMatched();
  }

  /** Returns the positions of the corpus. */
  double positions() {
    return (double) corpus.sequences() * corpus.context();
  }

  /** Returns the operations of all variants of a checkpoint. */
  double flops(NeuronSet.Members members) {
    List<AblateVariant> list = variants.list(members, null);
    if (list.isEmpty()) {
      return 0;
    }
    ForwardCost cost = new ForwardCost(members.checkpoint().config(), corpus.context());
    double perToken = 0;
    List<AblateVariant> exact = list.subList(0, Math.min(list.size(), variants.screen().top()));
    if (variants.screen().isEstimated()) {
      perToken += cost.cleanFlops() + cost.gradientFlops(list.get(0).lowestLayer());
    }
    if (!exact.isEmpty()) {
      AblatePlan plan = AblatePlan.of(context, corpus, cost, exact);
      perToken += cost.cleanFlops();
      for (AblateVariant variant : exact) {
        // a matched control is not known yet, but costs what its chosen set does
        perToken += (variants.isMatched() ? 2 : 1) * plan.flops(variant);
      }
    }
    if (needsMoments()) {
      perToken += cost.prefixFlops(variants.layers(members).length() - 1);
    }
    return perToken * positions();
  }

  /**
   * Returns what one checkpoint of an unknown input costs. Each wanted layer is taken to have one
   * chosen neuron: how many there are matters little, but to EACH, whose cost grows with them. It
   * is taken to have as many as TOP says.
   */
  Range range() {
    int candidates = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    long bytes = 0;
    long peakBytes = 0;
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
        least = Math.min(least, flops(layersFrom(model, checkpoint, layers - 1)));
        most = Math.max(most, flops(every));
        ForwardCost cost = new ForwardCost(checkpoint.config(), corpus.context());
        bytes = Math.max(bytes, cost.weightBytes());
        List<AblateVariant> list = variants.list(every, null);
        if (!list.isEmpty()) {
          peakBytes = Math.max(peakBytes, AblatePlan.of(context, corpus, cost, list).bytes());
        }
      }
    }
    return new Range(candidates, candidates == 0 ? 0 : least, most, bytes, peakBytes);
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
