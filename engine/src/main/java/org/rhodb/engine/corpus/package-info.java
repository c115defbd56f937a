/**
 * From texts to token ids: documents come in, sequences of one length go out, every position with
 * its id and its role.
 *
 * <p>Front doors: {@link org.rhodb.engine.corpus.CorpusOptions#read} for a WITH clause, {@link
 * org.rhodb.engine.corpus.CorpusBuilder#of} to pack documents, {@link
 * org.rhodb.engine.corpus.Tokenizer#named} for the text of an id, {@link
 * org.rhodb.engine.corpus.CorpusTokens} for readers. Sole importer of jtokkit. Knows nothing of
 * models and of files.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>Masks go by role. Public scripts mask by id, and since begin, end and padding share an id
 *       in GPT-2, rows padded with another id counted their padding (domain.md, 3).
 *   <li>Documents are packed without regard to their ends, as models are trained, instead of one
 *       document a sequence: no position but the last ones of the corpus is padding.
 *   <li>Text goes to the tokenizer in pieces that end where its splitting must end; tokenising a 20
 *       MB document in one call needs memory in proportion.
 *   <li>Bytes of a token that are no part of a character are shown as {@code \xNN}, not as U+FFFD,
 *       which would make different tokens look alike.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.corpus;
