package org.rhodb.engine.corpus;

import java.util.function.IntConsumer;

/** Tokenizer of bytes: ids 0 to 255 are the bytes of UTF-8 text, 256 is end-of-text. */
final class BytesTokenizer implements Tokenizer {
  static final String NAME = "bytes";
  static final BytesTokenizer INSTANCE = new BytesTokenizer();
  private static final int END_OF_TEXT = 256;

  private BytesTokenizer() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int dVocab() {
    return END_OF_TEXT + 1;
  }

  @Override
  public int endOfText() {
    return END_OF_TEXT;
  }

  @Override
  public int newline() {
    return '\n';
  }

  @Override
  public String text(int id) {
    if (id < 0 || id > END_OF_TEXT) {
      throw new IllegalArgumentException("id " + id + " of " + dVocab());
    }
    return id == END_OF_TEXT ? "<|endoftext|>" : TokenBytes.text(new byte[] {(byte) id});
  }

  @Override
  public Encoder encoder() {
    return new BytesEncoder();
  }

  /** Writes UTF-8, a character at a time; holds back half of a surrogate pair. */
  private static final class BytesEncoder implements Encoder {
    private char heldHigh;

    @Override
    public void add(String piece, IntConsumer ids) {
      for (int i = 0; i < piece.length(); i++) {
        char c = piece.charAt(i);
        if (heldHigh != 0) {
          char high = heldHigh;
          heldHigh = 0;
          if (Character.isLowSurrogate(c)) {
            write(Character.toCodePoint(high, c), ids);
            continue;
          }
          write(0xFFFD, ids);
        }
        if (Character.isHighSurrogate(c)) {
          heldHigh = c;
        } else {
          write(Character.isLowSurrogate(c) ? 0xFFFD : c, ids);
        }
      }
    }

    @Override
    public void finish(IntConsumer ids) {
      if (heldHigh != 0) {
        heldHigh = 0;
        write(0xFFFD, ids);
      }
    }

    private static void write(int codePoint, IntConsumer ids) {
      if (codePoint < 0x80) {
        ids.accept(codePoint);
      } else if (codePoint < 0x800) {
        ids.accept(0xC0 | (codePoint >> 6));
        ids.accept(trailing(codePoint));
      } else if (codePoint < 0x10000) {
        ids.accept(0xE0 | (codePoint >> 12));
        ids.accept(trailing(codePoint >> 6));
        ids.accept(trailing(codePoint));
      } else {
        ids.accept(0xF0 | (codePoint >> 18));
        ids.accept(trailing(codePoint >> 12));
        ids.accept(trailing(codePoint >> 6));
        ids.accept(trailing(codePoint));
      }
    }

    private static int trailing(int bits) {
      return 0x80 | (bits & 0x3F);
    }
  }
}
