package org.rhodb.engine.execute.ablate;

import java.util.BitSet;
import java.util.List;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.BatchSize;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/**
 * How the ablated runs of one checkpoint are batched, and what they cost.
 *
 * @param cost the model's
 * @param method how runs are computed
 * @param sequences sequences a batch
 * @param layers lowest layers of the runs: whose clean streams are kept
 * @param bytes memory that tensors take at most, weights included
 */
record AblatePlan(
    ForwardCost cost, AblationMethod method, int sequences, BitSet layers, long bytes) {

  static AblatePlan of(
      ExecutionContext context,
      CorpusEntry corpus,
      ForwardCost cost,
      List<AblateVariant> variants) {
    long perPosition = cost.lossBytes(layers(variants).cardinality());
    return of(
        context,
        corpus,
        cost,
        variants,
        BatchSize.sequences(
            context.settings(), corpus, cost, context.memory().availableBytes(), perPosition));
  }

  private static BitSet layers(List<AblateVariant> variants) {
    BitSet layers = new BitSet();
    variants.forEach(variant -> layers.set(variant.lowestLayer()));
    return layers;
  }

  /** Returns the plan of batches of so many sequences. */
  static AblatePlan of(
      ExecutionContext context,
      CorpusEntry corpus,
      ForwardCost cost,
      List<AblateVariant> variants,
      int sequences) {
    Settings settings = context.settings();
    BitSet layers = layers(variants);
    long perPosition = cost.lossBytes(layers.cardinality());
    long positions = (long) sequences * corpus.context();
    long stackTokens = settings.count(Setting.STACK_TOKENS);
    if (stackTokens == 0) {
      stackTokens = AblationMethod.STACK_TOKENS;
    }
    long changes = positions * cost.changeBytes();
    long changeBytes =
        Math.max(
            changes,
            Math.min(
                variants.size() * changes,
                Math.min(AblationMethod.CHANGE_BYTES, context.memory().availableBytes() / 8)));
    long stacked = Math.max(positions, Math.min(stackTokens, variants.size() * positions));
    long bytes =
        cost.weightBytes()
            + positions * perPosition
            + stacked * cost.stackBytes()
            + 2 * changeBytes
            + cost.headBytes();
    long sampled = bytes + sampleBytes(cost, positions);
    boolean isSampled =
        isSampled(context, cost, variants.size()) && sampled <= context.memory().availableBytes();
    AblationMethod method =
        new AblationMethod(
            settings.flag(Setting.REUSE_PREFIX),
            (int) Math.min(Integer.MAX_VALUE, stackTokens),
            settings.flag(Setting.TILED_LOSS),
            isSampled,
            Math.max(0, corpus.countedTokens() - corpus.sequences()),
            Math.max(1, changeBytes));
    return new AblatePlan(cost, method, sequences, layers, isSampled ? sampled : bytes);
  }

  /** Whether the output head is faster with samples of the vocabulary. */
  private static boolean isSampled(ExecutionContext context, ForwardCost cost, int runs) {
    return context.settings().flag(Setting.SAMPLED_LOSS)
        && cost.config().dVocab() >= AblationMethod.LEAST_VOCABULARY
        && context.rates().sampledGain(cost, runs) > 0;
  }

  /** Returns the bytes of what each token contributes to a group of positions, twice. */
  private static long sampleBytes(ForwardCost cost, long positions) {
    return 2 * 4L * cost.config().dVocab() * (positions / AblationMethod.SAMPLED_TOGETHER + 1);
  }

  /** Returns the plan of a clean pass whose gradient goes back to a layer. */
  static AblatePlan ofGradient(
      ExecutionContext context, CorpusEntry corpus, ForwardCost cost, int lowestLayer) {
    BitSet layers = new BitSet();
    layers.set(lowestLayer, cost.config().nLayers());
    // on its way back a layer holds what it computed again, and the gradients of that
    long perPosition = cost.lossBytes(layers.cardinality()) + 3 * cost.stackBytes();
    int sequences =
        BatchSize.sequences(
            context.settings(), corpus, cost, context.memory().availableBytes(), perPosition);
    long bytes =
        cost.weightBytes() + (long) sequences * corpus.context() * perPosition + cost.headBytes();
    return new AblatePlan(cost, AblationMethod.BEST, sequences, layers, bytes);
  }

  /** Returns the operations for one token of a run. */
  double flops(AblateVariant variant) {
    return method.isSuffix()
        ? cost.suffixFlops(variant.lowestLayer())
            + cost.correctionFlops(variant.neurons().get(variant.lowestLayer()).length)
        : cost.fullFlops();
  }

  /** Returns the operations for one token of a clean pass and some runs. */
  double flops(List<AblateVariant> variants) {
    return cost.cleanFlops() + variants.stream().mapToDouble(this::flops).sum();
  }

  /** Returns the layers that a run goes through. */
  int layersRun(AblateVariant variant) {
    int nLayers = cost.config().nLayers();
    return method.isSuffix() ? nLayers - 1 - variant.lowestLayer() : nLayers;
  }
}
