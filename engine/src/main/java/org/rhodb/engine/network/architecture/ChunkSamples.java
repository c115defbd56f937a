package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.rhodb.engine.network.AblationMethod;

/**
 * Samples of the vocabulary for the positions of a chunk, a few positions at a time: what is likely
 * differs from text to text, and errors of many samples even out.
 *
 * <p>They follow from the clean network alone, so that a run's divergence does not depend on which
 * runs are compared with it.
 */
final class ChunkSamples {
  private static final int GROUP = AblationMethod.SAMPLED_TOGETHER;

  private final PredictedChunk chunk;
  private final List<PredictedChunk> groups = new ArrayList<>();
  private final float[] sizes;
  private final long seed;

  /**
   * Learns how likely each token is in each group, and how much its logit varies over the chunk.
   *
   * @param scope owns what is kept
   * @param seed of what is drawn
   */
  ChunkSamples(PredictedChunk chunk, NDManager scope, long seed, DoubleConsumer pulse) {
    OutputHead head = chunk.head();
    this.chunk = chunk;
    this.seed = seed;
    for (int first = 0; first < chunk.size(); first += GROUP) {
      groups.add(chunk.part(scope, first, Math.min(GROUP, chunk.size() - first)));
    }
    try (NDManager work = head.openScope()) {
      NDArray members = members(work);
      List<NDArray> shares = new ArrayList<>();
      List<NDArray> spreads = new ArrayList<>();
      int columns = head.columns(chunk.size());
      for (int first = 0; first < head.dVocab(); first += columns) {
        int width = Math.min(columns, head.dVocab() - first);
        List<NDArray> tile =
            head.kernels()
                .callForAll(
                    work,
                    "shares",
                    chunk.normalised(),
                    head.head(),
                    head.mean(),
                    first,
                    width,
                    chunk.top(),
                    members);
        shares.add(tile.get(0));
        spreads.add(tile.get(1));
        pulse.accept(head.flops(chunk.size(), width));
      }
      this.sizes = head.kernels().call(work, "sizes", shares, spreads).toFloatArray();
    }
  }

  /** Returns 1 / mass of each position in the row of its group, [G][n]. */
  private NDArray members(NDManager work) {
    int n = chunk.size();
    double[] mass = chunk.mass().toDoubleArray();
    float[] members = new float[groups.size() * n];
    for (int p = 0; p < n; p++) {
      members[p / GROUP * n + p] = (float) (1 / mass[p]);
    }
    return work.create(members, new Shape(groups.size(), n));
  }

  /** Returns the number of groups. */
  int size() {
    return groups.size();
  }

  /** Returns the positions of a group. */
  PredictedChunk group(int group) {
    return groups.get(group);
  }

  /** Returns the first position of a group in the chunk. */
  int first(int group) {
    return group * GROUP;
  }

  /** Draws tokens for a group; the same whenever as many are asked for. */
  TokenSample draw(int group, int count) {
    OutputHead head = chunk.head();
    double start = new SplittableRandom(seed + first(group)).nextDouble();
    return TokenSample.draw(sizes, group * head.dVocab(), head.shuffled(), count, start);
  }
}
