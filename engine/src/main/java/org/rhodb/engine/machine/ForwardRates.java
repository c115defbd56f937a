package org.rhodb.engine.machine;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;

/**
 * How fast forward passes are. A pass of a wide network spends nearly all its time in products, one
 * of a narrow network half of it or more in what lies between them: two networks tell both.
 *
 * @param products FLOP/s of products
 * @param activate values/s of activation functions and softmax
 */
record ForwardRates(double products, double activate) {
  private static final int CONTEXT = 256;
  private static final int SEQUENCES = 4;
  private static final int WIDE = 768;
  private static final int NARROW = 128;

  /** Share of a pass that either takes at least: differences of times are noisy. */
  private static final double SHARE_MIN = 0.1;

  /**
   * What a position of a network takes.
   *
   * @param flops operations of products
   * @param values of activation functions and softmax
   */
  record Pass(double seconds, double flops, double values) {}

  /** Measures both networks. */
  static ForwardRates measure(TensorRuntime runtime, LeastSeconds timing) throws IOException {
    return of(pass(runtime, timing, WIDE), pass(runtime, timing, NARROW));
  }

  /** Returns the rates by which both passes take what they took. */
  static ForwardRates of(Pass wide, Pass narrow) {
    double excess = narrow.seconds - wide.seconds * narrow.flops / wide.flops;
    double share = excess / (narrow.values - wide.values * narrow.flops / wide.flops);
    double most = narrow.seconds / narrow.values;
    double value = Math.min(Math.max(share, SHARE_MIN * most), most);
    double products = Math.max(wide.seconds - value * wide.values, SHARE_MIN * wide.seconds);
    return new ForwardRates(wide.flops / products, 1 / value);
  }

  private static Pass pass(TensorRuntime runtime, LeastSeconds timing, int dModel)
      throws IOException {
    RandomWeights weights = new RandomWeights(dModel);
    int positions = SEQUENCES * CONTEXT;
    int[] ids = new SplittableRandom(3).ints(positions, 0, weights.config().dVocab()).toArray();
    boolean[] counted = new boolean[positions];
    Arrays.fill(counted, true);
    TokenBatch batch = new TokenBatch(0, SEQUENCES, CONTEXT, ids, new byte[positions], counted);
    int last = weights.config().nLayers() - 1;
    try (Network network = CheckpointNetworks.open(runtime, weights)) {
      double seconds =
          timing.of(
              "forward " + dModel,
              () -> {
                try (ActivationMatrix all = network.openActivations(batch, 0, last)) {
                  all.await();
                }
              });
      ForwardCost cost = new ForwardCost(weights.config(), CONTEXT);
      return new Pass(seconds / positions, cost.prefixFlops(last), cost.prefixValues(last));
    }
  }
}
