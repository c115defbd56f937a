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
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.network.tensor.screen;
