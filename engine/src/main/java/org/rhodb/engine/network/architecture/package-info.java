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
 *   <li>2026-11-29: the head takes several runs as one batch of about 1,024 rows, tiles of 2,048
 *       tokens. Tiles of 16,448 for one run of 255 rows passed 43 bytes of memory a logit: the tile
 *       itself, 50 MB, and 16 MB of logits by every step behind the product; now some 3, the rest
 *       stays in 20 MB of cache. Two Zen 3 cores, 16 runs of 255 positions at 50,257 x 768, by
 *       turns: 189 to 222 ms a run, now 154 to 159; 8 runs in place of 4 the same. The mean change
 *       is subtracted by a step of its own rather than by a column of ones, whose row length of 769
 *       suits no kernel.
 *   <li>2026-11-28: products of a layer go through oneDNN, which adds bias, GELU and residual while
 *       the result is in the cache, on the weights as they lie. Two Zen 4 cores, GFLOP/s, oneDNN
 *       against the library's own product (MKL): 768 to 2,304 over 2,048 rows 220 against 191,
 *       3,072 to 768 215 against 203, 768 to 3,072 with GELU 209 against 182 without. A layer of
 *       2,048 rows takes 163 ms against 190, of 8,192 678 against 913. Rejected: weights packed in
 *       oneDNN's own order, 2 % faster at 2,048 rows for 340 MB more (GPT-2 small). Where the
 *       library was built without oneDNN, on a GPU, and with {@code fused_products} off, the plain
 *       products serve.
 *   <li>2026-11-28: a batch is as many positions as keep a layer's widest intermediate within 16
 *       MB, 1,280 at GPT-2 small: below it products are short, from 32 MB on the C library maps
 *       every array anew. Activations of all layers at context 256, tokens/s: 840 with 256 tokens a
 *       batch, 1,046 with 1,280, 1,095 with 2,560; 638 with 256 and plain products, as it was.
 *   <li>2026-11-28: what bounds ablation. Of 12 layers, a run behind layer l saves l + 1: FLOP
 *       allow 1.6 times at GPT-2 small's head (82 MFLOP of layers and 77 of the head a position, of
 *       256), 2.2 with a small one. Considered and left out: (1) Two or three rounded products in
 *       place of one: as slow as float32 (int8: 850 / 3 GFLOP/s). (2) Behind the last layer a run
 *       of k replaced neurons changes logits by a product of rank k: saves 1 head in 12 layers, 3 %
 *       of all. (3) The same for the first query, key and value product above: 2 %. (4) Rounded
 *       differences in the layers: bfloat16 takes 48 microseconds a position and layer for 72 in
 *       float32, and errs by 0.3 % of the change a layer, which enters the loss to first order:
 *       with a divergence of 1e-2 nats and 8,192 tokens some 6e-6 nats, which no check of one batch
 *       shows.
 *   <li>2026-11-30: divergences come from samples of the vocabulary. The loss's change is
 *       E_p[change] - change at the target + KL, the first two exact; KL = log1p(E_p[expm1(u) - u])
 *       has terms of second order, none negative, and its sum is estimated without bias from tokens
 *       drawn by what they are expected to contribute: clean probability times the variance of the
 *       clean logit. Tokens likely enough are certain. A run's sample shows its standard error, so
 *       that a larger one, or all tokens, follow where a small one does not do; some runs are
 *       computed both ways all the same. Sixteen positions share a sample, since what is likely
 *       differs from text to text. An eighth of the vocabulary, standard errors with a sample for
 *       all positions, for 256, 64 and 16: a trained network of d_model 80 and 257 tokens, 2,048
 *       positions, divergence 5.9e-3: 4.3e-4, 1.6e-4, 8.4e-5, 4.0e-5; GPT-2 small with random
 *       weights, 255 positions, 3.3e-3: 1.5e-5 for all, 7.3e-6, 3.6e-6. They fall with the root of
 *       the corpus. Rejected: as a control variate the squares of the changes under the mean
 *       distribution, whose sum is a product by a d_model-sized matrix (1.4e-6 for 3.6e-6 with
 *       random weights, but 3.3e-5 for 4.0e-5 with trained ones); the likeliest tokens of each
 *       position exact beside one sample (1.6e-4 for 4.0e-4), which small groups give without a
 *       second path.
 *   <li>2026-11-29, until samples came: products in 8 bits for all but one token in 16 of the
 *       vocabulary, dimensions scaled first, the mean of what rounding adds taken out. Two Zen 4
 *       cores, GPT-2 small, 252 variants: 165.1 ms a variant, 213.7 without; the head 60 ms of 126,
 *       of which the products are 25, the rest what is done to every logit. bfloat16: 244
 *       microseconds a position for 155. Where a processor has no such products nothing was gained.
 *   <li>2026-11-29: not done: gelu_new as x sigmoid(2 z) behind the product where there is no
 *       AVX-512. Alone, on values drawn from N(0, 1), it was faster (two Zen 3 cores, 2,048 x 128
 *       to 512: 5.3 ns a value against 8.2 fused); a layer of the 12-layer network of d_model 128
 *       took 8.3 to 8.7 us a position with it and 8.1 without, by turns.
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
