/**
 * Matrices of numbers as Arrow IPC files that any Arrow library reads: one column, a list of fixed
 * size a row.
 *
 * <p>Rows come in as buffers or float arrays and go straight to a channel; out come memory-mapped
 * slices. Front door: {@link org.rhodb.engine.arrow.MatrixWriter} and {@link
 * org.rhodb.engine.arrow.MatrixReader}. Sole importer of Arrow. Knows neither what the numbers mean
 * nor where files live.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11: messages are built with Arrow's own format classes, bodies are written from and
 *       mapped into plain byte buffers. Arrow's vectors would copy every row through their own
 *       memory and, to write it, need the JVM flag {@code --add-opens java.base/java.nio}.
 *   <li>2026-11: bodies begin at multiples of 64 bytes in the file, so that a mapped slice can back
 *       a tensor without a copy.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.arrow;
