/**
 * Computes every pair: groups of pairs come in, cut by {@link
 * org.rhodb.engine.execute.correlate.dense.TilePlanner} into tiles and passes that fit the memory;
 * hits or best matches go out.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.correlate.dense.TilePlanner}, then {@link
 * org.rhodb.engine.execute.correlate.dense.PassHits} for hits and {@link
 * org.rhodb.engine.execute.correlate.dense.GroupMatches} for best matches, or {@link
 * org.rhodb.engine.execute.correlate.dense.BaselineRows} for the baselines of some neurons. Knows
 * nothing of screens nor of kept answers.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
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
 *   <li>Tiles are whole layers wherever a random map is applied to them: the map needs its layer.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.correlate.dense;
