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
 *   <li>2026-11-30: every long pass saves its state between two blocks: dense sums, one network's
 *       sketch, the sums of chosen pairs, each under a key of all that it depends on to the bit.
 *       Rounded tokens are not saved: they are as large as the activations. A whole sketch is what
 *       {@code execute.reuse} keeps; where that keeps none, networks before the one that was killed
 *       run again, so that a disk holds one unfinished sketch (4.8 GB of GPT-2 small) and no more.
 *   <li>A pair within rounding of the threshold, some 1e-6, may stand on either side of it in a
 *       dense and in a screened plan: rho itself is exact to 1e-5.
 *   <li>2026-11-29: a baseline is a maximum over every correlation of a neuron, but only of one
 *       that is a row. So a screen finds the neurons whose matches are within the bounds, and a
 *       pass of its own computes all their correlations and nobody else's ({@code
 *       dense.BaselineRows}); an excess over a random map bounds rho, too ({@code UniversalGate}).
 *       Five made-up models of 4,608 neurons, 50,000 tokens, {@code BASELINE ORTHOGONAL .. excess >
 *       0.7}: 70.7 s for 1,303 neurons of rho above 0.7, dense 139.6 s. At 0.5 half of the neurons
 *       of another study are left (5,106 of 10,240, of which 283 are rows), and dense is faster,
 *       which the cost model knew. Not built: a lower bound of the baseline from every sixteenth
 *       mapped neuron, which is some 0.86 of the whole maximum if correlations with mapped neurons
 *       are normal, and would rule out most of those.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.correlate;
