/**
 * The server: one open database for many clients, over Arrow Flight SQL. Statements come in, Arrow
 * batches go out.
 *
 * <p>Front door: {@link org.rhodb.shell.serve.RhoServer}. Sole importer of Flight and gRPC; knows
 * the engine by its front door only, and nothing of the command line. {@link
 * org.rhodb.shell.serve.SqlProducer} answers the protocol's calls, {@link
 * org.rhodb.shell.serve.ClientSessions} knows whose they are, {@link
 * org.rhodb.shell.serve.RowStream} sends rows.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-28: a package of the shell, not a module: it needs the engine and the command line
 *       and nothing needs it. Its libraries stand last on the class path and no other command loads
 *       a class of them; the JDBC driver is made from the connectors and holds none.
 *   <li>2026-11-28: Flight SQL 18.3.0 on Flight 19.0.0, as Flight SQL 19 is not on Maven Central.
 *       Netty's allocator and its native TLS are left out: the engine has an allocator, the JDK has
 *       TLS.
 *   <li>2026-11-28: a client is known by its cookie, or by its connection if it keeps no cookies. A
 *       cookie that is no longer known is an error once, so that lost settings and temporary tables
 *       are noticed, and is taken back.
 *   <li>2026-11-28: a statement runs when its rows are fetched, not when it is announced, so that
 *       nothing runs for a client that is gone. Announced columns are those the store describes; of
 *       a statement that is described only by running it (PIVOT) a prepared one announces a single
 *       column of text, and the stream has the true ones.
 *   <li>2026-11-28: unsigned numbers are sent as the next wider signed ones and HUGEINT as
 *       DECIMAL(38, 0), because clients take them for signed; STRUCT, MAP, UNION, UUID, INTERVAL
 *       and TIME WITH TIME ZONE as text.
 *   <li>2026-11-28: a session runs a statement at a time. A result that is still being sent when
 *       the session's next statement begins is read into the server's memory, as it is in JDBC, as
 *       far as there is room for it (R501).
 *   <li>2026-11-29: the protocol has no place for warnings. They stand in the schema of the stream
 *       ({@code rhodb.warnings}), which pyarrow, ADBC and Flight clients hand on, and in a header
 *       for what gives no rows; the JDBC driver shows neither, and has no other way in.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.serve;
