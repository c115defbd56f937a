package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.AblatedLoss;

/**
 * The tokens of a batch that a loss is taken over, and the clean network's prediction of them.
 *
 * <p>The token at position p + 1 is predicted from position p of the same sequence and is taken if
 * p + 1 counts. Positions go through the output head in chunks of at most 28 MB of logits, below
 * the size from which the C library maps every array anew and the kernel clears its pages. The
 * clean logits are kept where all together fit that size, else computed again for each ablated run,
 * which then costs twice the head.
 */
final class PredictedTokens {
  private static final long CHUNK_VALUES = 7L << 20;

  private final Gpt2Network network;
  private final NDArray clean;
  private final List<Chunk> chunks = new ArrayList<>();
  private final int count;
  private double cleanLossSum;

  /**
   * Predicts from the clean stream.
   *
   * @param scope owns what is kept
   * @param clean residual stream after the last layer; must stay open
   */
  PredictedTokens(Gpt2Network network, NDManager scope, TokenBatch batch, NDArray clean) {
    this.network = network;
    this.clean = clean;
    int[] positions = new int[batch.ids().length];
    int[] targets = new int[batch.ids().length];
    int n = 0;
    for (int p = 0; p + 1 < batch.ids().length; p++) {
      if ((p + 1) % batch.context() != 0 && batch.counted()[p + 1]) {
        positions[n] = p;
        targets[n++] = batch.ids()[p + 1];
      }
    }
    this.count = n;
    long dVocab = network.config().dVocab();
    int size = (int) Math.max(1, Math.min(n, CHUNK_VALUES / dVocab));
    boolean isKept = n * dVocab <= CHUNK_VALUES;
    for (int first = 0; first < n; first += size) {
      int end = Math.min(n, first + size);
      NDArray rows = Gpt2Network.longs(scope, Arrays.copyOfRange(positions, first, end));
      NDArray ids = Gpt2Network.longs(scope, Arrays.copyOfRange(targets, first, end));
      chunks.add(predict(scope, rows, ids, isKept));
    }
  }

  private Chunk predict(NDManager scope, NDArray rows, NDArray ids, boolean isKept) {
    NDArray logits = logits(scope, clean, rows);
    try (NDArray loss = network.kernels().call(scope, "loss", logits, ids)) {
      cleanLossSum += loss.getDouble();
    }
    if (isKept) {
      return new Chunk(rows, ids, logits);
    }
    logits.close();
    return new Chunk(rows, ids, null);
  }

  /** Positions and targets that go through the head together. */
  private record Chunk(NDArray rows, NDArray ids, @Nullable NDArray logits) {}

  private NDArray logits(NDManager owner, NDArray stream, NDArray rows) {
    try (NDArray taken = network.kernels().call(owner, "take", stream, rows)) {
      return network
          .kernels()
          .call(
              owner,
              "logits",
              taken,
              network.weights().normWeight(),
              network.weights().normBias(),
              network.weights().head(),
              network.config().layerNormEpsilon());
    }
  }

  int count() {
    return count;
  }

  double cleanLossSum() {
    return cleanLossSum;
  }

  /** Returns loss and divergence of another stream after the last layer, same positions. */
  AblatedLoss compare(NDArray ablated) {
    double loss = 0;
    double kl = 0;
    for (Chunk chunk : chunks) {
      try (NDManager work = network.runtime().openScope()) {
        NDArray before =
            chunk.logits() != null ? chunk.logits() : logits(work, clean, chunk.rows());
        NDArray after = logits(work, ablated, chunk.rows());
        double[] sums =
            network.kernels().call(work, "compare", before, after, chunk.ids()).toDoubleArray();
        loss += sums[0];
        kl += sums[1];
      }
    }
    return new AblatedLoss(loss, kl, count);
  }
}
