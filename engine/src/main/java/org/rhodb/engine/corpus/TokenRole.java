package org.rhodb.engine.corpus;

import java.util.List;

/**
 * What a position of a sequence is, so that masks go by role and position, never by id: in GPT-2
 * the begin, end and padding ids are all 50256. Stored as {@link #code}; append only.
 */
public enum TokenRole {
  /** A token of the text. */
  CONTENT(0),
  /** The begin-of-sequence token at position 0. */
  BOS(1),
  /** An end-of-text token between two documents. */
  SEPARATOR(2),
  /** A token whose text is a single line feed. */
  NEWLINE(3),
  /** A position behind the last token of a sequence; never counted, whatever the mask. */
  PADDING(4);

  private static final List<TokenRole> BY_CODE = List.of(CONTENT, BOS, SEPARATOR, NEWLINE, PADDING);

  private final byte code;

  TokenRole(int code) {
    this.code = (byte) code;
  }

  /** Returns the role as it stands in {@link TokenBatch#roles} and in the store. */
  public byte code() {
    return code;
  }

  /**
   * Returns the role of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TokenRole of(byte code) {
    if (code < 0 || code >= BY_CODE.size()) {
      throw new IllegalArgumentException("no role has code " + code);
    }
    return BY_CODE.get(code);
  }
}
