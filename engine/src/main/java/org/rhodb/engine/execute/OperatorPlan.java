package org.rhodb.engine.execute;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What EXPLAIN says of one operator: the physical plan and its cost before it runs.
 *
 * @param chosen the plan in a few words: {@code dense, rerun, 1 pass, 10 tiles of 36,864 x 36,864}
 * @param forwardPasses passes of a model over the corpus, over all models and checkpoints
 * @param flops floating-point operations, 2 a multiply-add; forward passes and products
 * @param bytes bytes read from weights and shards
 * @param peakBytes highest memory held in tensors at once
 * @param device {@code cpu} or {@code cuda:n}
 * @param seconds what it is expected to take by the device's rates; NaN: depends on the input
 * @param notes further lines: alternatives, tiles, what is sampled or approximate
 */
public record OperatorPlan(
    String chosen,
    int forwardPasses,
    double flops,
    long bytes,
    long peakBytes,
    String device,
    double seconds,
    List<String> notes) {

  public OperatorPlan {
    requireNonNull(chosen, "chosen is null");
    requireNonNull(device, "device is null");
    notes = List.copyOf(notes);
  }
}
