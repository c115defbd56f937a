package org.rhodb.engine.corpus;

import java.util.Iterator;

/**
 * The documents of a corpus in order, each in one piece or several, so that a document may be
 * larger than memory. Whoever opened them closes them.
 */
public interface Documents extends AutoCloseable, Iterator<Documents.Piece> {
  @Override
  void close();

  /** A document, or a part of one. */
  sealed interface Piece {
    /** Whether the document ends with this piece. */
    boolean isLast();
  }

  /** A text to tokenise; where it is cut into pieces does not change its tokens. */
  record Text(String text, boolean isLast) implements Piece {
    /** A document in one piece. */
    public Text(String text) {
      this(text, true);
    }
  }

  /** Given ids, in order; the array is not copied and must not be changed. */
  final class Ids implements Piece {
    private final int[] ids;
    private final boolean isLast;

    /** A document in one piece. */
    public Ids(int[] ids) {
      this(ids, true);
    }

    /** A part of a document. */
    public Ids(int[] ids, boolean isLast) {
      this.ids = ids;
      this.isLast = isLast;
    }

    /** Returns the ids. */
    public int[] ids() {
      return ids;
    }

    @Override
    public boolean isLast() {
      return isLast;
    }
  }
}
