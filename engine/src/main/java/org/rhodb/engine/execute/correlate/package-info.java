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
 *   <li>Sums are float32 and in place: 4 bytes a pair and no second copy. Beyond 1,024 blocks a
 *       second float32 accumulator takes the sums over every 64 blocks, so that the rounding errors
 *       of long sums do not add up.
 *   <li>Tiles are whole layers wherever a random map is applied to them: the map needs its layer.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.correlate;
