package org.rhodb.engine.execute.ablate;

import java.util.SplittableRandom;
import org.rhodb.engine.corpus.TokenBatch;

/**
 * Chooses for every position the position of the same sequence whose activations replace its own.
 *
 * <p>Sources are counted positions, drawn uniformly from those of the sequence other than the
 * position itself; all neurons of a position take the same source, so that what they say together
 * stays together. A sequence with no other counted position keeps its own values. The draw depends
 * on the seed, the sequence's index in the corpus and the position: not on the batch.
 */
final class ResamplePositions {
  private ResamplePositions() {}

  /**
   * Returns the sources.
   *
   * @return position within the sequence for each position, shape [sequences][context], row-major
   */
  static int[] of(TokenBatch batch, long seed) {
    int context = batch.context();
    boolean[] counted = batch.counted();
    int[] sources = new int[counted.length];
    int[] candidates = new int[context];
    for (int s = 0; s < batch.sequences(); s++) {
      int base = s * context;
      int n = 0;
      for (int p = 0; p < context; p++) {
        if (counted[base + p]) {
          candidates[n++] = p;
        }
      }
      long sequence = SeedMix.mix(SeedMix.mix(seed) ^ (batch.firstSequence() + s));
      int rank = 0; // how many candidates lie before p: where p stands among them
      for (int p = 0; p < context; p++) {
        boolean isCandidate = counted[base + p];
        int others = isCandidate ? n - 1 : n;
        if (others == 0) {
          sources[base + p] = p;
        } else {
          int pick = new SplittableRandom(SeedMix.mix(sequence ^ p)).nextInt(others);
          sources[base + p] = candidates[isCandidate && pick >= rank ? pick + 1 : pick];
        }
        rank += isCandidate ? 1 : 0;
      }
    }
    return sources;
  }
}
