/**
 * What statements leave for later ones: answers are found by what they were computed from and by
 * which of their rows were wanted.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.reuse.AnswerShelf}. Knows neither what a relation
 * computes nor where things are kept.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-28: an answer is kept a unit at a time, the smallest that a later statement can ask
 *       for again: a pair of checkpoints of {@code CORRELATE}, a reference model among the others
 *       of its step of {@code UNIVERSAL}. Rejected: one a statement, which another pair or one more
 *       checkpoint would not find.
 *   <li>2026-11-28: the region of an answer is the bounds it was computed within, without limits; a
 *       top k becomes the rho of its last row, above which it holds every row. A question is served
 *       if its bounds lie within.
 *   <li>2026-11-28: rows are numbers in chunks of bytes, in the database: one transaction makes an
 *       answer visible, so a kill leaves all of it or nothing. It is written when the last row was
 *       read; a statement that fails, is cancelled or whose reader stops leaves none.
 *   <li>2026-11-29: the rows of {@code ABLATE} are right each by itself, so those of a checkpoint,
 *       a replacement and a way to compute are one answer, which a run that adds some replaces. A
 *       row is named by a hash of the neurons replaced, whatever selected them, and says of which
 *       run it is. Rejected: an answer a row, of which {@code EACH} has tens of thousands.
 *   <li>2026-11-28: rho of one pair computed by two plans differs in rounding (below 1e-5), so a
 *       kept answer may differ by as much from what this statement's own plan would give. A forced
 *       {@code strategy} is never answered from what was kept.
 *   <li>2026-11-28: weights are not hashed again to give a kept answer: names, sizes and times of
 *       their files are compared with what they were when it was made, and only if these differ is
 *       the hash. Where the files are gone the catalog's hash alone says what the answer is of.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.reuse;
