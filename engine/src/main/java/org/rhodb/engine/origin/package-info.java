/**
 * Where numbers come from: the runs of relations that a session hears of, and the statements that
 * made the tables it reads.
 *
 * <p>Front door: {@link org.rhodb.engine.origin.TableOrigins}. Knows the store and what SQL names;
 * runs nothing.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-30: a chain follows the version of a table that was read, by when statements began,
 *       not the newest of its name: a table that was replaced later is no source of what was made
 *       before. Views and macros read what is there when they are read.
 *   <li>2026-11-30: how a temporary table came to be is kept once a stored table is made from it,
 *       under the name of its session. Rejected: keeping it at once, by its name alone, which put
 *       one session's table in the place of another's.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.origin;
