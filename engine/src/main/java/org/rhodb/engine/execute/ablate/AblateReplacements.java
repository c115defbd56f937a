package org.rhodb.engine.execute.ablate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.grammar.tree.Ablation;

/** What replaces the neurons of each variant; made once where it is the same in every batch. */
final class AblateReplacements {
  private final Ablation ablation;
  private final List<AblateVariant> variants;
  private final List<NeuronReplacement> constants = new ArrayList<>();

  AblateReplacements(
      Ablation ablation, List<AblateVariant> variants, @Nullable LayerMoments moments) {
    this.ablation = ablation;
    this.variants = variants;
    if (!(ablation instanceof Ablation.Resample)) {
      for (AblateVariant variant : variants) {
        constants.add(constants(variant.neurons(), moments));
      }
    }
  }

  /** Returns the replacement of each variant. */
  List<NeuronReplacement> of(TokenBatch batch) {
    if (!(ablation instanceof Ablation.Resample resample)) {
      return constants;
    }
    int[] sources = ResamplePositions.of(batch, resample.seed());
    List<NeuronReplacement> resampled = new ArrayList<>();
    for (AblateVariant variant : variants) {
      NeuronReplacement replacement = NeuronReplacement.none();
      for (var layer : variant.neurons().entrySet()) {
        replacement = replacement.withResampled(layer.getKey(), layer.getValue(), sources);
      }
      resampled.add(replacement);
    }
    return resampled;
  }

  private NeuronReplacement constants(
      SortedMap<Integer, int[]> neurons, @Nullable LayerMoments moments) {
    NeuronReplacement replacement = NeuronReplacement.none();
    for (var layer : neurons.entrySet()) {
      float[] values = new float[layer.getValue().length];
      if (ablation instanceof Ablation.Fixed fixed) {
        Arrays.fill(values, (float) fixed.value());
      } else if (ablation instanceof Ablation.Mean && moments != null) {
        values = moments.means(layer.getKey(), layer.getValue());
      }
      replacement = replacement.withConstants(layer.getKey(), layer.getValue(), values);
    }
    return replacement;
  }
}
