/**
 * The words of a comparison: checkpoints and bounds come in, the pairs of networks and the neurons
 * on their two sides go out, and what is found of them: hits, best matches, rows of {@code
 * UNIVERSAL NEURONS}.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.correlate.pair.GroupWork}, the work of one step,
 * and {@link org.rhodb.engine.execute.correlate.pair.Hits}, what comes of it. Knows neither how
 * correlations are computed nor what is kept, and touches no tensor.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.correlate.pair;
