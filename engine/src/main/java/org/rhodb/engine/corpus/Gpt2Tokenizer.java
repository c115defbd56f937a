package org.rhodb.engine.corpus;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.util.function.IntConsumer;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Tokenizer of GPT-2: byte-pair encoding with 50,256 pieces, then end-of-text. Special names such
 * as {@code <|endoftext|>} in a text are plain text.
 */
final class Gpt2Tokenizer implements Tokenizer {
  static final String NAME = "gpt2";
  private static final int END_OF_TEXT = 50256;
  private static final int NEWLINE = 198;

  private final Encoding encoding;

  private Gpt2Tokenizer() {
    // Only this one of jtokkit's vocabularies is read: 0.8 MB of 7.
    encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.R50K_BASE);
  }

  /** Reads the vocabulary on first use (about 0.2 s). */
  private static final class Holder {
    static final Gpt2Tokenizer INSTANCE = new Gpt2Tokenizer();
  }

  static Gpt2Tokenizer instance() {
    return Holder.INSTANCE;
  }

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
    return NEWLINE;
  }

  @Override
  public String text(int id) {
    if (id < 0 || id > END_OF_TEXT) {
      throw new IllegalArgumentException("id " + id + " of " + dVocab());
    }
    if (id == END_OF_TEXT) {
      return "<|endoftext|>";
    }
    IntArrayList one = new IntArrayList(1);
    one.add(id);
    return TokenBytes.text(encoding.decodeBytes(one));
  }

  @Override
  public Encoder encoder() {
    return new Gpt2Encoder(encoding);
  }

  /**
   * Encodes the text up to the last safe boundary and keeps the rest.
   *
   * <p>GPT-2 first splits a text with {@code 's|'t|.. | ?\p{L}+| ?\p{N}+|
   * ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}, then merges bytes inside each part. No alternative goes on
   * from a letter to anything but a letter, and none from a character that is not white space to
   * one that is; nor does any look back. So a part always ends there, whatever comes before or
   * after, and the text may be cut.
   */
  private static final class Gpt2Encoder implements Encoder {
    /** Characters encoded at a time: jtokkit holds their ids as a list. */
    private static final int CHUNK = 1 << 16;

    /** Longest text without a safe boundary; merging four million letters takes seconds. */
    private static final int MAX_UNBROKEN = 1 << 22;

    private final Encoding encoding;
    private final StringBuilder held = new StringBuilder();

    /** Where to look for the next boundary: there is none before. */
    private int searched;

    Gpt2Encoder(Encoding encoding) {
      this.encoding = encoding;
    }

    @Override
    public void add(String piece, IntConsumer ids) {
      for (int from = 0; from < piece.length(); from += CHUNK) {
        held.append(piece, from, Math.min(piece.length(), from + CHUNK));
        if (held.length() >= CHUNK) {
          encodeUpTo(lastBoundary(), ids);
        }
      }
    }

    @Override
    public void finish(IntConsumer ids) {
      encodeUpTo(held.length(), ids);
    }

    private int lastBoundary() {
      for (int i = held.length() - 1; i > searched; i--) {
        if (isBoundary(held.charAt(i - 1), held.charAt(i))) {
          return i;
        }
      }
      searched = Math.max(0, held.length() - 1);
      if (held.length() > MAX_UNBROKEN) {
        throw QueryException.of(
            ErrorCode.X407,
            "a document has more than "
                + MAX_UNBROKEN
                + " characters without a word boundary; it is not text");
      }
      return 0;
    }

    private static boolean isBoundary(char before, char after) {
      if (Character.isSurrogate(before) || Character.isSurrogate(after)) {
        return false;
      }
      if (Character.isLetter(before)) {
        return !Character.isLetter(after);
      }
      boolean isVisibleAscii = before > ' ' && before < 0x7F;
      return isVisibleAscii && (after == ' ' || after == '\n');
    }

    private void encodeUpTo(int end, IntConsumer ids) {
      if (end == 0) {
        return;
      }
      IntArrayList encoded = encoding.encodeOrdinary(wellFormed(held.substring(0, end)));
      for (int i = 0; i < encoded.size(); i++) {
        ids.accept(encoded.get(i));
      }
      held.delete(0, end);
      searched = 0;
    }

    private static String wellFormed(String text) {
      StringBuilder repaired = null;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (!Character.isSurrogate(c)) {
          continue;
        }
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
          continue;
        }
        if (repaired == null) {
          repaired = new StringBuilder(text);
        }
        repaired.setCharAt(i, '\uFFFD');
      }
      return repaired == null ? text : repaired.toString();
    }
  }
}
