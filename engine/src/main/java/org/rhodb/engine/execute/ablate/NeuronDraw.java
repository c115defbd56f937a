package org.rhodb.engine.execute.ablate;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Chooses the neurons an ablation is compared to: as many of the same layer, none of them chosen.
 * Depends on nothing but its arguments, so the order of layers and draws changes nothing. At most
 * half of a layer may be chosen.
 */
final class NeuronDraw {
  private NeuronDraw() {}

  /**
   * Draws uniformly, without replacement, from the neurons of a layer that are not chosen.
   *
   * @param chosen the chosen neurons of the layer
   * @param dMlp neurons of the layer
   * @param seed seed of the query
   * @param draw number of the draw, from 1
   * @param weightsHash hash of the checkpoint, hex
   * @param layer the layer, 0-based
   */
  static BitSet random(
      BitSet chosen, int dMlp, long seed, int draw, String weightsHash, int layer) {
    int wanted = chosen.cardinality();
    int[] pool = others(chosen, dMlp);
    SplittableRandom random = new SplittableRandom(mixed(seed, draw, weightsHash, layer));
    BitSet drawn = new BitSet(dMlp);
    for (int i = 0; i < wanted; i++) {
      int j = i + random.nextInt(pool.length - i);
      int neuron = pool[j];
      pool[j] = pool[i];
      drawn.set(neuron);
    }
    return drawn;
  }

  /**
   * Takes for each chosen neuron the one nearest in weight that is neither chosen nor taken. The
   * heaviest chosen neuron comes first, since the heavy end has the fewest to choose from; ties go
   * to the lowest index, of the chosen neuron and of its partner.
   *
   * @param weight of every neuron of the layer, finite
   */
  static BitSet matched(BitSet chosen, double[] weight) {
    int[] pool = others(chosen, weight.length);
    BitSet taken = new BitSet(weight.length);
    chosen.stream()
        .boxed()
        .sorted((a, b) -> weight[a] != weight[b] ? Double.compare(weight[b], weight[a]) : a - b)
        .forEach(neuron -> taken.set(nearest(weight[neuron], pool, weight, taken)));
    return taken;
  }

  private static int nearest(double target, int[] pool, double[] weight, BitSet taken) {
    int best = -1;
    double bestDistance = Double.POSITIVE_INFINITY;
    for (int neuron : pool) {
      double distance = Math.abs(weight[neuron] - target);
      if (distance < bestDistance && !taken.get(neuron)) {
        best = neuron;
        bestDistance = distance;
      }
    }
    return best;
  }

  private static int[] others(BitSet chosen, int dMlp) {
    if (2 * chosen.cardinality() > dMlp) {
      throw new IllegalArgumentException(chosen.cardinality() + " of " + dMlp + " are chosen");
    }
    BitSet rest = (BitSet) chosen.clone();
    rest.flip(0, dMlp);
    return rest.stream().toArray();
  }

  private static long mixed(long seed, int draw, String weightsHash, int layer) {
    // the hash is hex in the catalog; any other text is mixed in by its own hash code
    long hash =
        weightsHash.matches("[0-9a-fA-F]{16,}")
            ? new BigInteger(weightsHash.substring(0, 16), 16).longValue()
            : weightsHash.hashCode();
    long mixed = SeedMix.mix(seed);
    mixed = SeedMix.mix(mixed ^ hash);
    mixed = SeedMix.mix(mixed ^ draw);
    return SeedMix.mix(mixed ^ ((long) layer << 32));
  }
}
