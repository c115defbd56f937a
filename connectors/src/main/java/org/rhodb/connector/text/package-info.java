/**
 * Connector for corpora of text files: {@code .txt}, UTF-8, one document a file, also {@code .gz}.
 *
 * <p>Front door: {@link org.rhodb.connector.text.TextConnector}. There is nothing to choose, so
 * there are no options beside those of every corpus.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.connector.text;
