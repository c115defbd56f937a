/**
 * Runs {@code ABLATE}: neurons, a replacement and a corpus come in, what the loss becomes without
 * them goes out.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.ablate.AblateExec}. {@link
 * org.rhodb.engine.execute.ablate.AblateVariants} says what is replaced together, {@link
 * org.rhodb.engine.execute.ablate.AblateWork} runs it, {@link
 * org.rhodb.engine.execute.ablate.AblateScreen} estimates what need not run. Knows neither where a
 * set of neurons came from nor how a network replaces them.
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
 *       holds more 5e-9 nats of difference were seen, and up to 1e-5 with samples of the
 *       vocabulary, of which some runs are computed from all of it, to tell. Estimates are kept a
 *       set of neurons.
 *   <li>2026-11-29: a replacement that float32 does not hold, or whose loss it does not, is
 *       refused. Rejected: NULL, as before: it means that a neuron was only estimated.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.ablate;
