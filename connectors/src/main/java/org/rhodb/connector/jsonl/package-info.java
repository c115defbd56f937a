/**
 * Connector for corpora of JSON lines: {@code .jsonl} and {@code .ndjson}, one object a line, one
 * document an object, also {@code .gz}. Blank lines, and records whose text is null, are passed
 * over.
 *
 * <p>Front door: {@link org.rhodb.connector.jsonl.JsonlConnector}. Its one option, the column, is
 * one of every corpus of records.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.connector.jsonl;
