/**
 * What plain SQL names, makes and changes, as far as its words and the store's own parser say.
 *
 * <p>Front door: {@link org.rhodb.engine.sql.TablesRead}. Knows the store, which it asks what is
 * there; runs nothing of the user's.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-28: the engine's own tables are protected where SQL names what it changes ({@link
 *       org.rhodb.engine.sql.ProtectedTables}). DuckDB 2.0 has no rights, no schema that is
 *       read-only, and takes apart nothing but SELECT. Rejected: views over tables that lie
 *       elsewhere, which can be named all the same; a second database attached read-only, because
 *       one transaction writes to one database and lineage is written in the user's; triggers,
 *       which would fire for the engine too; comparing the tables before and after each statement,
 *       for its cost.
 *   <li>2026-11-28: IMPORT DATABASE is refused, because it runs statements from files.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.sql;
