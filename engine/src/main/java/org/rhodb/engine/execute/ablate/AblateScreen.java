package org.rhodb.engine.execute.ablate;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.grammar.tree.Ablation;

/**
 * First-order estimates of what ablating each neuron of a checkpoint alone does, by one clean and
 * one backward pass over the corpus, and the choice of those to ablate exactly.
 */
final class AblateScreen {
  private final List<AblateVariant> neurons;
  private final double[] sums;
  private double cleanLossSum;
  private long tokens;

  /**
   * Creates a screen that has seen nothing.
   *
   * @param neurons one variant a neuron, by layer and neuron
   */
  AblateScreen(List<AblateVariant> neurons) {
    this.neurons = neurons;
    this.sums = new double[neurons.size()];
  }

  /**
   * Returns what a screen found that passed over the corpus before.
   *
   * @param found clean loss, tokens and estimate of a neuron
   */
  static AblateScreen of(List<AblateVariant> neurons, Function<AblateVariant, double[]> found) {
    AblateScreen screen = new AblateScreen(neurons);
    for (int place = 0; place < neurons.size(); place++) {
      double[] numbers = found.apply(neurons.get(place));
      screen.cleanLossSum = numbers[0];
      screen.tokens = (long) numbers[1];
      screen.sums[place] = numbers[2];
    }
    return screen;
  }

  /** Passes over the corpus. */
  void run(
      Network network,
      CorpusTokens corpus,
      AblatePlan plan,
      Ablation ablation,
      @Nullable LayerMoments moments,
      DoubleConsumer pulse) {
    AblateReplacements replacements =
        new AblateReplacements(ablation, List.of(together()), moments);
    for (long first = 0; first < corpus.sequences(); first += plan.sequences()) {
      int count = (int) Math.min(plan.sequences(), corpus.sequences() - first);
      TokenBatch batch = corpus.read(first, count);
      NeuronReplacement all = replacements.of(batch).get(0);
      pulse.accept(0);
      try (CleanPass clean = network.openCleanPass(batch, plan.layers(), plan.method(), pulse)) {
        cleanLossSum += clean.lossSum();
        tokens += clean.tokens();
        int at = 0;
        for (double[] layer : clean.estimate(all, pulse).values()) {
          for (double change : layer) {
            sums[at++] += change;
          }
        }
      }
    }
  }

  private AblateVariant together() {
    SortedMap<Integer, BitSet> all = new TreeMap<>();
    for (AblateVariant one : neurons) {
      all.computeIfAbsent(one.layer(), layer -> new BitSet()).set(one.neuron());
    }
    return new AblateVariant(AblateVariants.CHOSEN, 0, AblateVariant.ALL_LAYERS, all);
  }

  double cleanLossSum() {
    return cleanLossSum;
  }

  long tokens() {
    return tokens;
  }

  List<AblateVariant> neurons() {
    return neurons;
  }

  /** Returns the estimated change of the loss sum, in nats, of a neuron by its place. */
  double estimate(int place) {
    return sums[place];
  }

  /** Returns the neurons of greatest estimated effect, up or down; ties: the lower. */
  List<AblateVariant> greatest(int count) {
    return IntStream.range(0, sums.length)
        .boxed()
        .sorted(Comparator.comparingDouble(place -> -Math.abs(sums[place])))
        .limit(count)
        .sorted()
        .map(neurons::get)
        .toList();
  }
}
