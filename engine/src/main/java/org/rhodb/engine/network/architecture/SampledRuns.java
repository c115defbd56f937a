package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.rhodb.engine.network.AblationMethod;

/** Runs compared with the clean network over samples of the vocabulary. */
final class SampledRuns {
  private final double[][] sums;
  private final double[] variances;

  private SampledRuns(int runs) {
    this.sums = new double[runs][2];
    this.variances = new double[runs];
  }

  /**
   * Compares runs.
   *
   * @param changes of each run, [n][d_model]
   * @param count tokens of each sample
   */
  static SampledRuns of(
      ChunkSamples samples,
      List<NDArray> changes,
      int count,
      AblationMethod method,
      DoubleConsumer pulse) {
    SampledRuns all = new SampledRuns(changes.size());
    for (int group = 0; group < samples.size(); group++) {
      all.add(samples, group, changes, count, method, pulse);
    }
    return all;
  }

  private void add(
      ChunkSamples samples,
      int index,
      List<NDArray> changes,
      int count,
      AblationMethod method,
      DoubleConsumer pulse) {
    PredictedChunk group = samples.group(index);
    TokenSample sample = samples.draw(index, count);
    try (NDManager work = group.head().openScope()) {
      List<ComparedRuns.Sampled> stacks = new ArrayList<>();
      for (List<NDArray> some : group.together(changes, method)) {
        NDArray joined =
            group.kernels().call(work, "join_rows", some, samples.first(index), group.size());
        stacks.add(new ComparedRuns.Sampled(group, work, joined, sample));
      }
      sweep(group, work, stacks, sample, pulse);
      int run = 0;
      for (ComparedRuns.Sampled stack : stacks) {
        double[] apart = stack.variances();
        double[][] found = stack.finish(work);
        for (int r = 0; r < found.length; r++, run++) {
          sums[run][0] += found[r][0];
          sums[run][1] += found[r][1];
          variances[run] += apart[r];
        }
      }
    }
  }

  /** Returns the sums of loss and divergence of each run; not a copy. */
  double[][] sums() {
    return sums;
  }

  /** Returns the standard error of either sum of a run, nats. */
  double error(int run) {
    return Math.sqrt(variances[run]);
  }

  private static void sweep(
      PredictedChunk group,
      NDManager work,
      List<ComparedRuns.Sampled> stacks,
      TokenSample sample,
      DoubleConsumer pulse) {
    OutputHead head = group.head();
    NDArray tokens = Gpt2Network.longs(work, sample.tokens());
    NDArray factors = work.create(sample.factors());
    // A sample is part of what is counted as a whole head.
    double each = (double) head.dVocab() / sample.size();
    group.forEachTile(
        tokens,
        stacks.get(0).rows(),
        (tile, first) -> {
          try (NDArray some = factors.get(new NDIndex("{}:{}", first, first + tile.width()))) {
            group.kernels().apply("scale", tile.weights(), group.mass(), some);
            int drawn = Math.max(0, Math.min(tile.width(), sample.certain() - first));
            for (ComparedRuns.Sampled stack : stacks) {
              stack.add(tile, drawn);
              pulse.accept(each * head.flops(stack.rows(), tile.width()));
            }
          }
        });
  }
}
