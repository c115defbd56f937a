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
 *       in float64. Rejected: float64 log-probabilities, as exact and as fast within what could be
 *       measured, but four times the memory; float32 log-probabilities, which leave three digits of
 *       a divergence of 1e-3 nats.
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
