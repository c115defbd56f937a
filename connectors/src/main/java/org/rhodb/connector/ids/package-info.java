/**
 * Connector for corpora of token ids: numpy's {@code .npy} (one document, or one a row;
 * little-endian int32, int64, uint32, uint16 or uint8, C order) and {@code .u16} (one document, raw
 * little-endian 16-bit ids).
 *
 * <p>Front door: {@link org.rhodb.connector.ids.IdsConnector}. There is nothing to choose, so there
 * are no options beside those of every corpus: {@code tokenizer} says whose ids they are.
 *
 * <h2>References</h2>
 *
 * <p>NPY format version 1.0 to 3.0, numpy/lib/format.py.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.connector.ids;
