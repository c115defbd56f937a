package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.SampleCheck;

/**
 * The tokens of a batch that a loss is taken over, and the clean network's prediction of them.
 *
 * <p>The token at position p + 1 is predicted from position p of the same sequence and is taken if
 * p + 1 counts. The clean distributions are reduced to three numbers and a vector a position once;
 * ablated ones are compared many at a time, so that they share each tile of the head and of the
 * clean probabilities.
 */
final class PredictedTokens {
  private final OutputHead head;
  private final List<PredictedChunk> chunks = new ArrayList<>();
  private final int count;
  private SampleCheck sampling = SampleCheck.NONE;

  /**
   * Predicts from the clean stream.
   *
   * @param scope owns what is kept
   * @param clean residual stream after the last layer; not needed any more afterwards
   */
  PredictedTokens(
      OutputHead head, NDManager scope, TokenBatch batch, NDArray clean, DoubleConsumer pulse) {
    this.head = head;
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
    int size = head.positions(n);
    for (int first = 0; first < n; first += size) {
      int end = Math.min(n, first + size);
      NDArray rows = Gpt2Network.longs(scope, Arrays.copyOfRange(positions, first, end));
      NDArray ids = Gpt2Network.longs(scope, Arrays.copyOfRange(targets, first, end));
      // the place in the corpus, so that no two chunks draw alike
      long seed = batch.firstSequence() * batch.context() + positions[first];
      chunks.add(new PredictedChunk(head, scope, clean, rows, ids, seed, pulse));
    }
  }

  int count() {
    return count;
  }

  double cleanLossSum() {
    return chunks.stream().mapToDouble(PredictedChunk::cleanLossSum).sum();
  }

  /** Returns the bytes of one run's changes. */
  long changeBytes() {
    return 4L * count * head.dModel();
  }

  /**
   * Returns what a run changed at the positions that predict, a tensor a chunk; caller closes them
   * with {@code owner}.
   *
   * @param stack residual streams after the last layer of several runs
   * @param first the run's first row
   * @param rows the run's rows
   */
  List<NDArray> changes(NDManager owner, NDArray stack, int first, int rows) {
    return chunks.stream().map(chunk -> chunk.change(owner, stack, first, rows)).toList();
  }

  /**
   * Returns the gradient of the summed losses in the stream after the last layer; zero where
   * nothing is predicted. Caller closes.
   */
  NDArray gradient(NDManager owner, NDArray stream) {
    NDArray gradient = owner.zeros(stream.getShape());
    chunks.forEach(chunk -> chunk.addGradient(stream, gradient));
    return gradient;
  }

  /**
   * Returns loss and divergence of runs.
   *
   * @param runs what each changed
   * @param method whether by tiles of the vocabulary, and how many positions at once
   */
  List<AblatedLoss> compare(List<List<NDArray>> runs, AblationMethod method, DoubleConsumer pulse) {
    double[] losses = new double[runs.size()];
    double[] divergences = new double[runs.size()];
    for (int c = 0; c < chunks.size(); c++) {
      int chunk = c;
      List<NDArray> changes = runs.stream().map(run -> run.get(chunk)).toList();
      double[][] sums =
          method.isTiled()
              ? byTiles(chunks.get(c), changes, method, pulse)
              : chunks.get(c).compareWhole(changes, pulse);
      for (int r = 0; r < losses.length; r++) {
        losses[r] += sums[r][0];
        divergences[r] += sums[r][1];
      }
    }
    List<AblatedLoss> compared = new ArrayList<>();
    for (int r = 0; r < losses.length; r++) {
      compared.add(new AblatedLoss(losses[r], divergences[r], count));
    }
    return compared;
  }

  private double[][] byTiles(
      PredictedChunk chunk, List<NDArray> changes, AblationMethod method, DoubleConsumer pulse) {
    TiledComparison tiled = new TiledComparison(chunk, method, pulse);
    double[][] sums = tiled.sums(changes);
    sampling = sampling.merge(tiled.sampling());
    return sums;
  }

  /** Returns what came of computing divergences from samples. */
  SampleCheck sampling() {
    return sampling;
  }
}
