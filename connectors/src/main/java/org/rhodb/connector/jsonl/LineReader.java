package org.rhodb.connector.jsonl;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length; a line ends at a line feed or at the end. */
final class LineReader {
  private final Reader reader;
  private final int maxLength;
  private final char[] buffer = new char[1 << 16];
  private int position;
  private int end;

  LineReader(Reader reader, int maxLength) {
    this.reader = reader;
    this.maxLength = maxLength;
  }

  /**
   * Returns the next line without its line feed; null at the end.
   *
   * @throws LineTooLongException if it is longer than the bound
   */
  @Nullable String next() throws IOException {
    if (!fill()) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    do {
      int feed = position;
      while (feed < end && buffer[feed] != '\n') {
        feed++;
      }
      line.append(buffer, position, feed - position);
      position = feed;
      if (line.length() > maxLength) {
        throw new LineTooLongException();
      }
      if (feed < end) {
        position++;
        break;
      }
    } while (fill());
    return line.toString();
  }

  private boolean fill() throws IOException {
    if (position < end) {
      return true;
    }
    position = 0;
    end = Math.max(0, reader.read(buffer, 0, buffer.length));
    return end > 0;
  }

  /** A line longer than the bound. */
  static final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
