/**
 * What earlier statements left of the same pairs, and what this one leaves: answers and sketches of
 * {@code execute.reuse} come in as hits, rows and sums over tokens, and go out to it the same way.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.correlate.kept.KeptPairs} and {@link
 * org.rhodb.engine.execute.correlate.kept.KeptReference} find answers, {@link
 * org.rhodb.engine.execute.correlate.kept.KeptSketch} a sketch. Knows neither plans nor how the
 * others are computed.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-28: a kept sketch is the sums and energies over whole groups of 64 tokens, then the
 *       fewer than 64 tokens behind them as they stand in the block, so that a longer corpus goes
 *       on from there whatever its mask leaves. It is taken up by any corpus whose first sequences
 *       have the hash of the corpus it was made of. It is kept where making it is expected to take
 *       longer than writing it at 300 MB/s. Rejected: keeping the rounded form, half to an eighth
 *       of the bytes, which can neither grow nor be read with another failure probability.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.correlate.kept;
