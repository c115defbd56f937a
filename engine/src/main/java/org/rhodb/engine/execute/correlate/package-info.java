/**
 * Runs {@code CORRELATE MODELS} and {@code UNIVERSAL NEURONS}: checkpoints and a corpus come in,
 * correlations or best matches go out.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.correlate.CorrelateExec} and {@link
 * org.rhodb.engine.execute.correlate.UniversalExec}. Both cut their work into tiles ({@link
 * org.rhodb.engine.execute.correlate.TilePlanner}) and passes over the corpus ({@link
 * org.rhodb.engine.execute.correlate.TilePassRun}); what they make of a finished tile differs.
 * Tensors are touched only through {@code engine.network.tensor}.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>A pass multiplies blocks of a fixed number of counted tokens, so results do not depend on
 *       the size of a forward batch, and a savepoint between two blocks loses no bit.
 *   <li>Sums are float32 and in place: 4 bytes a pair and no second copy. Beyond 4,096 blocks (16.8
 *       million tokens) a second float32 accumulator takes the sums over every 64 blocks, so that
 *       the rounding errors of long sums do not add up. Largest error of rho against float64,
 *       measured on 2,304 pairs of highly correlated, skewed activations ({@code
 *       org.rhodb.benchmark.AccumulationError}): 1.0e-6 after 16 blocks, 1.4e-6 after 1,024; after
 *       24,576 it is 7.8e-6 with one accumulator and 1.2e-6 with two. It grows with the square root
 *       of the blocks, so 2.9e-6 at 4,096; the largest of a billion pairs lies 1.75 times as far
 *       out as that of two thousand, if errors are normal: 5e-6.
 *   <li>A permutation baseline permutes tokens within each block, not over the whole corpus: what
 *       is permuted must be in memory. A block of 4,096 tokens holds dozens of sequences.
 *   <li>Savepoints are removed when the last row was given, or its reader has enough; they stay
 *       when a statement fails or is cancelled, so that starting it again goes on.
 *   <li>2026-11-23: a query that wants few pairs is screened: a pass leaves a random projection of
 *       each network over tokens ({@link org.rhodb.engine.network.tensor.SketchShape}), products of
 *       projections rule pairs out, a second pass computes the pairs that are left in float32 with
 *       float64 sums. The margin is a proven bound given what was measured ({@code
 *       EstimateMargins}), not the largest error seen: 0.09 at 32,768 rows for 85 million pairs
 *       over 200,000 tokens. Rejected: CountSketch, whose tokens fall into one row each. On two
 *       demo models (131,072 tokens, 1,280 neurons each) its errors are no larger (root mean square
 *       0.0056, largest 0.029 at 32,768 rows), but the bound is 0.12, because single tokens of
 *       large activations share a row with few others. PyTorch calls the sampled product that sums
 *       chosen pairs beta, in one line on standard error.
 *   <li>2026-11-28: what a screen multiplies is rounded to 8 bits up or down at random, not to
 *       bfloat16: errors of independent signs add up to Hoeffding's bound ({@code Int8Rows}), 0.002
 *       at 32,768 rows where the rounding of bfloat16, the same for all, was bounded by 0.0075. Of
 *       N 9,216 and 8,192 rows, strips of 1,024 to 2,048 rows, two Zen 4 cores multiply 740 to 840
 *       G operations/s in 8 bits, 400 in bfloat16, 173 in float32.
 *   <li>2026-11-29: the type is chosen by rate, float32 among them: a processor without
 *       instructions for products of 8 bits (Zen 3) runs them at less than 5 G operations/s, and a
 *       screen of 9,216 neurons that takes seconds elsewhere took more than ten minutes there.
 *       Rates that were not measured go by what Linux says of the processor.
 *   <li>2026-11-28: all tokens rounded are a screen, too: their margin is some 0.003 at 200,000
 *       tokens, so few pairs are left even where every best match is asked for; but it holds a byte
 *       a value, and multiplies every token.
 *   <li>A second sweep for best matches estimates only the neurons that are asked for and, where
 *       mutual matches are, their partners; all candidates of a first sweep would be a tenth of all
 *       pairs before it is known who is asked for.
 *   <li>2026-11-29: pairs that may be a best match are kept in the sweep that finds bounds, so that
 *       no estimate is computed twice, where they are few ({@code LikelyMatches}).
 *   <li>2026-11-29: considered and not built: exact sums of likely pairs in the first pass, so that
 *       models run once. Pairs would be guessed from the first tokens, and the guess must hold
 *       every pair that the last estimates leave, which lie some 0.07 apart from the first ones at
 *       8,192 rows (4.5 deviations of the difference of two sketches): 2.6 times as many pairs for
 *       {@code rho > t}, five times as many for best matches. For five GPT-2 small and 5 M tokens
 *       that is about 20 M pairs, 6 hours of sums at 4.5 G products/s, to save a pass of 9 hours,
 *       with the float32 sketches of all models held at once.
 *   <li>A pair within rounding of the threshold, some 1e-6, may stand on either side of it in a
 *       dense and in a screened plan: rho itself is exact to 1e-5.
 *   <li>A baseline is a maximum over every correlation of a neuron, so it is computed densely.
 *   <li>2026-11-28: a kept sketch is the sums and energies over whole groups of 64 tokens, then the
 *       fewer than 64 tokens behind them as they stand in the block, so that a longer corpus goes
 *       on from there whatever its mask leaves. It is taken up by any corpus whose first sequences
 *       have the hash of the corpus it was made of. It is kept where making it is expected to take
 *       longer than writing it at 300 MB/s. Rejected: keeping the rounded form, half to an eighth
 *       of the bytes, which can neither grow nor be read with another failure probability.
 *   <li>Tiles are whole layers wherever a random map is applied to them: the map needs its layer.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.correlate;
