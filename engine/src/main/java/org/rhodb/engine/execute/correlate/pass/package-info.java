/**
 * One pass over the corpus, whatever is made of it: checkpoints and the neurons that are wanted
 * come in, blocks of counted tokens go out.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.correlate.pass.PassBlocks}, filled by a {@link
 * org.rhodb.engine.execute.correlate.pass.NetworkFeed} for each network. Knows neither what blocks
 * are multiplied with nor what a statement asks for.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>A pass multiplies blocks of a fixed number of counted tokens, so results do not depend on
 *       the size of a forward batch, and a savepoint between two blocks loses no bit.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.correlate.pass;
