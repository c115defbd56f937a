/**
 * Arrow IPC files that any Arrow library reads: matrices of numbers, one column, a list of fixed
 * size a row; and the rows of results.
 *
 * <p>Rows come in as buffers or float arrays and go straight to a channel; out come memory-mapped
 * slices. Front door: {@link org.rhodb.engine.arrow.MatrixWriter}, {@link
 * org.rhodb.engine.arrow.MatrixReader} and {@link org.rhodb.engine.arrow.RowsWriter}. Sole importer
 * of Arrow. Knows neither what the numbers mean nor where files live.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11: messages are built with Arrow's own format classes, bodies are written from and
 *       mapped into plain byte buffers. Arrow's vectors would copy every row through their own
 *       memory and, to write it, need the JVM flag {@code --add-opens java.base/java.nio}.
 *   <li>2026-11: bodies begin at multiples of 64 bytes in the file, so that a mapped slice can back
 *       a tensor without a copy.
 *   <li>2026-11: results go through Arrow's vectors, value by value from the same cursor every
 *       other format reads, rather than out of DuckDB by Arrow's C data interface: one road for
 *       every kind of statement, no further native library. Only the shell does it, which sets the
 *       flag.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.arrow;
