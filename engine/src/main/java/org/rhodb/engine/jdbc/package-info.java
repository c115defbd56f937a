/**
 * The JDBC driver: {@code java.sql} over the engine's front door, {@code
 * jdbc:rhodb:/path/study.rhodb;mode=read_only;memory_limit=8GB}.
 *
 * <p>Front door: {@link org.rhodb.engine.jdbc.RhoDriver}, found by the service loader. A URL names
 * a database folder, or none for a database in memory; {@link org.rhodb.engine.jdbc.ConnectionUrl}
 * lists the keys. Connecting and reading metadata starts neither PyTorch nor Calcite. Must not know
 * any stage of the engine.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>Connections of one process to one database share its engine, because the folder has one
 *       writer; the last one closes it.
 *   <li>A session runs one statement at a time, while JDBC allows several open results: the store
 *       reads the rows a result has left into memory when the next statement begins, and refuses
 *       that statement (R501) where they do not fit.
 *   <li>What JDBC wants and cannot be had throws with U305; such methods stand in classes of their
 *       own, so that the others can be read.
 *   <li>SQLStates are listed in one place, {@link org.rhodb.engine.jdbc.SqlState}: 08001 connect,
 *       28000 access, 42xxx syntax and names, 57014 cancelled, HYT00 timeout. Where the standard
 *       has none they are PostgreSQL's (42703, 42P01), which tools know, not ODBC's (42S02).
 *   <li>2026-11-23: JDBC's escapes are read lexeme by lexeme ({@link
 *       org.rhodb.engine.jdbc.JdbcEscapes}), so that a struct {@code {d: 1}} is none.
 *   <li>2026-11-23: the engine's own tables are SYSTEM TABLEs. A client that drops every TABLE
 *       before its tests dropped the catalog of models.
 *   <li>2026-11-23: a column that a relation gave has the relation's words as its remarks, found by
 *       the columns its table shares with the relation; a comment of the user's goes before.
 *   <li>2026-11-28: executeUpdate of a statement that gives rows fails, as JDBC says; INGEST gives
 *       rows and is run by execute or executeQuery.
 *   <li>2026-11-29: threads that share a connection wait for each other ({@link
 *       org.rhodb.engine.jdbc.Turn}), and each row is copied whole when it becomes the current one,
 *       because rows lie in memory that another thread's statement frees.
 * </ul>
 *
 * <h2>Where it differs from the specification</h2>
 *
 * <ul>
 *   <li>Results are read forwards and never updated; a statement of another kind is made with a
 *       warning on its connection; savepoints, procedures, client-made BLOBs and generated keys do
 *       not exist; {@code getGeneratedKeys} is an empty result, and asking for certain columns of
 *       them is refused.
 *   <li>An {@code Array} is read by getArray and toString; its getResultSet does not exist.
 *   <li>STRUCT, MAP and UNION are of type OTHER, and a Map or their own value in Java.
 *   <li>There are no catalogs: the argument matches null and the empty text only.
 *   <li>{@code {fn locate}}, {@code {fn truncate}} and {@code {fn convert}}, whose arguments the
 *       store takes in another order or not at all, are not among the functions named.
 *   <li>A parameter whose type may be any is said to be VARCHAR.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.jdbc;
