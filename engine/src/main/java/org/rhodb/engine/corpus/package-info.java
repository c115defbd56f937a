/**
 * From texts to token ids: documents come in, sequences of one length go out, every position with
 * its id and its role.
 *
 * <p>Front door: {@link org.rhodb.engine.corpus.CorpusTokens} for readers. Sole importer of
 * jtokkit. Knows nothing of models.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.corpus;
