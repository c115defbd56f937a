package org.rhodb.engine.corpus;

/**
 * What a position of a sequence is, so that masks go by role and position, never by id: in GPT-2
 * the begin, end and padding ids are all 50256. The ordinal is stored; append only.
 */
public enum TokenRole {
  /** A token of the text. */
  CONTENT,
  /** The begin-of-sequence token at position 0. */
  BOS,
  /** An end-of-text token between two documents. */
  SEPARATOR,
  /** A token whose text is a single line feed. */
  NEWLINE,
  /** A position behind the last token of a sequence; never counted, whatever the mask. */
  PADDING
}
