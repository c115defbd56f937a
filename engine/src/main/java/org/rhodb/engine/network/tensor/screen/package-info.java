/**
 * Estimates of correlations that are certain within a margin, and the exact sums of chosen pairs:
 * blocks of tokens come in, rounded rows, bounds and sums go out.
 *
 * <p>Front door: {@link org.rhodb.engine.network.tensor.screen.ScreenKernels} opens what a pass
 * over the tokens fills. Knows nothing of models or queries, nor which pairs are wanted. Tensors
 * stay with who opened them, as in {@link org.rhodb.engine.network.tensor}.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-28: what a screen multiplies is rounded to 8 bits up or down at random, not to
 *       bfloat16: errors of independent signs add up to Hoeffding's bound ({@code Int8Rows}), 0.002
 *       at 32,768 rows where the rounding of bfloat16, the same for all, was bounded by 0.0075. Of
 *       N 9,216 and 8,192 rows, strips of 1,024 to 2,048 rows, two Zen 4 cores multiply 740 to 840
 *       G operations/s in 8 bits, 400 in bfloat16, 173 in float32.
 *   <li>2026-11-29: all neurons of a row are rounded by one random number, because a pair's bound
 *       needs them independent from row to row and from network to network only; two neurons of one
 *       network get a bound of their own. A number a value, drawn by one thread, took 1.0 of 14 s
 *       of a screen of five networks.
 *   <li>2026-11-29: what follows a product goes by strips of 512 kB, and pairs are picked by their
 *       places: picking them took 1.7 s of the same 14, and now 0.1.
 *   <li>2026-11-29: a strip is as many rows as take half a second, up to 2^24 values, in buffers
 *       that a tile keeps: of 36,864 columns and 8,192 rows two Zen 4 cores multiply 621 G
 *       operations/s by strips of 112 neurons and 821 by 448, and new buffers for each strip would
 *       cost as much as they win. What is summed begins with the margin, so that a strip is of
 *       upper bounds, and picking pairs above a floor needs no margins: 2.9 ns a pair, 3.8 with
 *       estimates and margins added up each time.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.network.tensor.screen;
