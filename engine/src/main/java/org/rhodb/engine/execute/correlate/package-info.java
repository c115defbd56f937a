/**
 * Runs {@code CORRELATE MODELS} and {@code UNIVERSAL NEURONS}: checkpoints and a corpus come in,
 * correlations or best matches go out.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.correlate.CorrelateExec} and {@link
 * org.rhodb.engine.execute.correlate.UniversalExec}. Their planners make pairs of checkpoints
 * ({@code pair}), look for those that were {@code kept}, and weigh computing all of the others
 * ({@code dense}) against ruling most out ({@code screen}); either goes over the corpus in passes
 * ({@code pass}). What the two make of a finished pair differs. Tensors are touched only through
 * {@code engine.network.tensor}.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>Savepoints are removed when the last row was given, or its reader has enough; they stay
 *       when a statement fails or is cancelled, so that starting it again goes on.
 *   <li>A pair within rounding of the threshold, some 1e-6, may stand on either side of it in a
 *       dense and in a screened plan: rho itself is exact to 1e-5.
 *   <li>A baseline is a maximum over every correlation of a neuron, so it is computed densely.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.correlate;
