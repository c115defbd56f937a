package org.rhodb.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * Made-up networks that share sparse signals of heavy tails, as seeds of one architecture share
 * features: each neuron follows one to three of them through its own noise. Of all pairs of two
 * networks some 0.05 % are correlated above 0.5, as in two byte-level models of four trained layers
 * (1,089 of 2.4 million). The same tokens come again in every stream.
 */
final class GeneratedActivations implements ActivationSource, AutoCloseable {
  /** Signals of a quarter of the neurons. */
  private static final int SIGNALS = 128;

  private static final int QUARTERS = 4;

  /** Tokens made up at once: of 9,216 neurons 19 MB, which malloc keeps where 38 MB go back. */
  private static final int BATCH = 512;

  private static final int POOL_ROWS = 4096;

  private final TensorRuntime runtime;
  private final TorchScript script;
  private final NDManager scope;
  private final Map<String, Model> models = new HashMap<>();
  private double flopsPerValue = 2.0 * SIGNALS;
  private long nanos;

  /** What a network is made of: its pool is noise around the biases. */
  private record Model(NDArray weights, NDArray pool, long seed) {}

  GeneratedActivations(TensorRuntime runtime) {
    this.runtime = runtime;
    this.script = TorchScript.load(runtime, GeneratedActivations.class, "Generated.py");
    this.scope = runtime.openScope();
  }

  /** Returns the seconds that making activations up has taken since this was asked last. */
  double takeSeconds() {
    double seconds = nanos / 1e9;
    nanos = 0;
    return seconds;
  }

  /** Says how many operations of a forward pass take as long as making up one value. */
  void costs(double flopsPerValue) {
    this.flopsPerValue = flopsPerValue;
  }

  private Model model(CheckpointEntry checkpoint) {
    return models.computeIfAbsent(
        checkpoint.weightsHash(),
        hash -> {
          int neurons = checkpoint.config().neuronCount();
          SplittableRandom random = new SplittableRandom(hash.hashCode());
          float[] weights = new float[SIGNALS * neurons];
          float[] bias = new float[neurons];
          for (int i = 0; i < neurons; i++) {
            int count = 1 + random.nextInt(3);
            for (int s = 0; s < count; s++) {
              weights[random.nextInt(SIGNALS) * neurons + i] += (float) random.nextDouble(2);
            }
            bias[i] = (float) random.nextDouble(-1, 0.3);
          }
          return new Model(
              scope.create(weights, new Shape(SIGNALS, neurons)),
              scope.randomNormal(new Shape(POOL_ROWS, neurons)).addi(scope.create(bias)),
              random.nextLong());
        });
  }

  @Override
  public ActivationStream open(
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      int firstLayer,
      int lastLayer,
      long firstToken) {
    Model model = model(checkpoint);
    int dMlp = checkpoint.config().dMlp();
    return new ActivationStream() {
      private long token = firstToken / BATCH * BATCH;

      @Override
      public long nextToken() {
        return token;
      }

      @Override
      public @Nullable ActivationMatrix next() {
        long started = System.nanoTime();
        int rows = (int) Math.min(BATCH, corpus.countedTokens() - token);
        if (rows <= 0) {
          return null;
        }
        long batch = token / BATCH;
        token += rows;
        NDManager owner = runtime.openScope();
        NDArray all = batch(model, batch, rows, owner);
        nanos += System.nanoTime() - started;
        if (firstLayer == 0 && lastLayer + 1 == checkpoint.config().nLayers()) {
          return new ActivationMatrix(owner, all);
        }
        NDArray layers = all.get(":, " + firstLayer * dMlp + ":" + (lastLayer + 1) * dMlp);
        layers.attach(owner);
        return new ActivationMatrix(owner, layers);
      }

      @Override
      public void close() {}
    };
  }

  private NDArray batch(Model model, long batch, int rows, NDManager owner) {
    try (NDManager local = runtime.openScope()) {
      SplittableRandom shared = new SplittableRandom(batch);
      float[] gaussian = new float[rows * QUARTERS * SIGNALS];
      for (int i = 0; i < gaussian.length; i++) {
        // The bits of a random number that are set are binomial: Gaussian enough here, and fast.
        gaussian[i] = (Long.bitCount(shared.nextLong()) - 32) / 4f;
      }
      NDArray signals =
          script.call(
              local, "signals", local.create(gaussian, new Shape(rows, QUARTERS * SIGNALS)));
      SplittableRandom own = new SplittableRandom(model.seed() ^ batch);
      long[] places = own.longs(rows, 0, POOL_ROWS).toArray();
      return script.call(
          owner, "activations", signals, model.weights(), model.pool(), local.create(places));
    }
  }

  @Override
  public ActivationCost cost(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer) {
    int neurons = checkpoint.config().neuronCount();
    return new ActivationCost(
        "generated",
        1,
        flopsPerValue * neurons * corpus.countedTokens(),
        0,
        0,
        4L * neurons * (SIGNALS + POOL_ROWS),
        8L * BATCH * neurons);
  }

  @Override
  public void close() {
    scope.close();
    script.close();
  }
}
