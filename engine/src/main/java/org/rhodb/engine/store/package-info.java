/**
 * DuckDB behind one door: the catalog folder, the user's SQL, Java relations inside SQL, corpora,
 * runs and the ledger of shards.
 *
 * <p>SQL text and Java relations come in; rows, catalog entries and matrices go out. Front door:
 * {@link org.rhodb.engine.store.Store}. Sole importer of java.sql and org.duckdb (beside the JDBC
 * driver). Knows neither the grammar of the language nor what an operator computes.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11: a query whose columns the driver's chunk interface can read (numbers, text, dates,
 *       timestamps) is streamed through it; anything else is materialised by DuckDB. The driver's
 *       own streaming mode loses the message of an error that happens before the first row, and a
 *       materialised result does not count towards the memory limit (1.3 GB resident for 100
 *       million integers under a limit of 300 MB; 0.45 GB streamed).
 *   <li>2026-11-29: what is materialised is bounded by the growth of the whole process, on Linux:
 *       beyond the memory limit it is interrupted (R501). Not streamed by the driver's own mode,
 *       which loses the message of every error before the first row, also of INSERT; not decoded
 *       from chunks by us, for which the driver offers nothing.
 *   <li>2026-11-29: texts of up to twelve bytes are read from the vector itself, laid out as
 *       DuckDB's public {@code duckdb_string_t} says; the driver makes a native call, a lock and
 *       two copies of each.
 *   <li>2026-11: the chunk interface ends silently where a query fails midway, and the driver
 *       cannot cancel while a result is fetched. What the driver lacks in public is called by
 *       reflection in one class, {@link org.rhodb.engine.store.DriverInternals}, rather than return
 *       a truncated result as a whole one.
 *   <li>2026-11-29: rows set aside for a session's next statement have a quarter of SQL's share of
 *       memory or of the heap, all sessions together. Where that is full the next statement is
 *       refused and the result goes on. Not spilled to disk, because the usual reason is a result
 *       nobody means to read on, of which any amount would be written; not cut off, because whoever
 *       reads it must not take a part for the whole.
 *   <li>2026-11: the only static state is the set of folders this process has open ({@link
 *       org.rhodb.engine.store.FolderClaim}). POSIX drops a process' lock on a file when any of its
 *       descriptors closes, so a second open of one database in the same process, even a failed
 *       one, would unlock it for everybody.
 *   <li>2026-11: errors come from DuckDB as JSON ({@code errors_as_json}), which gives the place as
 *       byte offset and length; carets in messages are never parsed.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.store;
