/**
 * Connector for corpora in Parquet files: one document a row, NULLs passed over. The store reads
 * the files; this package only says which.
 *
 * <p>Front door: {@link org.rhodb.connector.parquet.ParquetConnector}. Its one option, the column,
 * is one of every corpus of records.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.connector.parquet;
