/**
 * Model families: one class each turns named weights into a {@link
 * org.rhodb.engine.network.Network}.
 *
 * <p>Front door: {@link org.rhodb.engine.network.architecture.CheckpointNetworks}. {@link
 * org.rhodb.engine.network.architecture.Architectures} lists the families; a new one is a class, a
 * kernel file and a line there. Knows no file formats: a connector gives tensors and a
 * configuration.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>Weights are float32 on the device whatever the file holds: half precision on a CPU is 100
 *       times slower, and activations are wanted within 1e-4 of an exact computation.
 *   <li>An ablated run corrects the clean residual stream by what the replaced neurons change and
 *       runs only the layers above. Rejected: running the lowest replaced layer again, which costs
 *       a whole layer and, in the last layer, everything but the head.
 *   <li>Ablated loss and KL come from the change of the logits, centred, in float32, and are summed
 *       in float64. Rejected: float64 log-probabilities, four times the memory; float32
 *       log-probabilities, which leave three digits of a divergence of 1e-3 nats.
 *   <li>2026-11-23: a run's change of the final stream, times a tile of the head less its mean row,
 *       is the change of the logits: neither clean nor ablated logits are needed, and the clean
 *       distribution is reduced to its normalizer and its expected row of the head once a batch, so
 *       that E_p[change] costs d_model operations a position rather than d_vocab. Measured at
 *       50,257 x 768 on two cores, microseconds a position: the product 240, expm1 34, weighting
 *       and summing 17 to 30; what it replaced spent 278 on the vocabulary and another 240 on clean
 *       logits. Rejected: exp in place of expm1, 25 less but the digits of small divergences lost;
 *       dot products by bmm, 70.
 *   <li>2026-11-23: runs of a batch are stacked up to 2,048 positions: a product of 256 rows runs
 *       at 286 GFLOP/s, of 1,024 at 325, of 2,048 at 317.
 *   <li>2026-11-23: not done: the head or the layers in bf16 on differences (1,100 against 310
 *       GFLOP/s with AMX). Its error is 2^-9 of the change, which no bound below 1e-5 nats covers.
 * </ul>
 *
 * <h2>References</h2>
 *
 * <ul>
 *   <li>Radford et al. 2019, Language Models are Unsupervised Multitask Learners (GPT-2).
 *   <li>{@code scale_attn_by_inverse_layer_idx}: Stanford CRFM, Mistral, 2021.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.network.architecture;
