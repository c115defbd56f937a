/**
 * Runs what was planned: an {@link org.rhodb.engine.execute.Operator} comes in, rows go out in
 * chunks, with progress, cancellation and a memory budget.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.Operator}. Knows neither the user's text nor
 * Calcite nor DuckDB; tensors only through {@code engine.network}.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-29: an ablation saves the sums of its variants between two batches, 24 bytes a
 *       variant, and those of finished checkpoints until the run has ended; its key is a hash of
 *       weights, corpus, replacement, batching and every variant's neurons. Means and estimates are
 *       computed again, one pass each. Rejected: a savepoint a variant, which the stack of variants
 *       that share a batch does not have.
 *   <li>2026-11-29: EXPLAIN reads the input of an ablation, to say what its variants cost and how
 *       many were kept, unless the input itself runs a relation.
 *   <li>2026-11-29: the settings that change the last bits of an ablation are part of the key of
 *       what is kept, and so is the batch. Which runs share a stack is not, or no draw could be
 *       added: where a stack holds one run the bits are those of computing all again, where it
 *       holds more 5e-9 nats of difference were seen. Estimates are kept a set of neurons.
 *   <li>2026-11-29: a replacement that float32 does not hold, or whose loss it does not, is
 *       refused. Rejected: NULL, as before: it means that a neuron was only estimated.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute;
