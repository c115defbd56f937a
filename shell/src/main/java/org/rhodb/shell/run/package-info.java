/**
 * Runs of saved queries: a query and values in, a folder of its own out, with the result, what it
 * was computed from, and what differs from another run.
 *
 * <p>Front door: {@link org.rhodb.shell.run.QueryRun} runs, {@link org.rhodb.shell.run.RunFolder}
 * writes and reads, {@link org.rhodb.shell.run.RunDifference} compares.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-23: a folder holds a copy of the query file, so that a run can be read, drawn and
 *       repeated without the clone it came from.
 *   <li>2026-11-23: nothing is written before the last row was read; then all of it goes into a
 *       hidden folder that is renamed. A run that fails or is killed leaves no folder that a report
 *       or a comparison would take for one.
 *   <li>2026-11-23: rows of a query without ORDER BY are sorted by all columns, since their order
 *       is an accident of threads; two runs would differ in nothing else.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.run;
