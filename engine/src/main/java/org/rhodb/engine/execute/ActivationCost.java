package org.rhodb.engine.execute;

import static java.util.Objects.requireNonNull;

/**
 * What it costs to stream a checkpoint's activations once over a corpus.
 *
 * @param way {@code rerun} or {@code read}
 * @param forwardPasses 1 where the model runs, 0 where shards are read
 * @param flops floating-point operations of products, 2 a multiply-add
 * @param values activations and attention scores between those products
 * @param bytes bytes read from weights or shards
 * @param residentBytes memory held while the stream is open: weights, or nothing
 * @param batchBytes memory of one batch and of the work on it, at its highest
 */
public record ActivationCost(
    String way,
    int forwardPasses,
    double flops,
    double values,
    long bytes,
    long residentBytes,
    long batchBytes) {

  public ActivationCost {
    requireNonNull(way, "way is null");
  }
}
