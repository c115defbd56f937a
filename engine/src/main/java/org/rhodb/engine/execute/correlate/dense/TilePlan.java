package org.rhodb.engine.execute.correlate.dense;

import java.util.List;
import org.rhodb.engine.execute.correlate.pass.TilePass;

/**
 * How the correlations of one group are cut up.
 *
 * @param passes passes over the corpus, in order
 * @param parts how many parts an axis is cut into at most
 * @param blockTokens tokens multiplied at once
 * @param isCarried whether sums have a second accumulator
 * @param forwardPasses passes of a model over the corpus, over all passes
 * @param forwardFlops operations of forward passes
 * @param forwardValues activations and attention scores of forward passes
 * @param productFlops operations of products
 * @param baselineFlops operations of random maps: products of layers with themselves, and the maps
 * @param bytes bytes read from weights or shards
 * @param peakBytes memory of the largest pass
 * @param way {@code rerun}, {@code read}, or both
 */
public record TilePlan(
    List<TilePass> passes,
    int parts,
    int blockTokens,
    boolean isCarried,
    int forwardPasses,
    double forwardFlops,
    double forwardValues,
    double productFlops,
    double baselineFlops,
    long bytes,
    long peakBytes,
    String way) {

  public TilePlan {
    passes = List.copyOf(passes);
  }

  public double flops() {
    return forwardFlops + productFlops + baselineFlops;
  }

  public int tiles() {
    return passes.stream().mapToInt(pass -> pass.tiles().size()).sum();
  }
}
