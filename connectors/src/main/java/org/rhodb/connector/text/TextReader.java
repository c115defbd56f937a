package org.rhodb.connector.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.rhodb.connector.file.TextInput;
import org.rhodb.connector.file.Unreadable;
import org.rhodb.engine.corpus.Documents;

/** Reads one text file as one document, in pieces of a million characters. */
final class TextReader implements Documents {
  private static final int PIECE = 1 << 20;

  private final Path path;
  private final BufferedReader reader;
  private final char[] buffer = new char[PIECE];
  private boolean isAtEnd;

  TextReader(Path path) {
    this.path = path;
    this.reader = TextInput.open(path);
  }

  @Override
  public boolean hasNext() {
    return !isAtEnd;
  }

  @Override
  public Piece next() {
    if (isAtEnd) {
      throw new NoSuchElementException();
    }
    try {
      int filled = 0;
      while (filled < PIECE) {
        int count = reader.read(buffer, filled, PIECE - filled);
        if (count < 0) {
          isAtEnd = true;
          break;
        }
        filled += count;
      }
      return new Text(new String(buffer, 0, filled), isAtEnd);
    } catch (IOException e) {
      throw Unreadable.file(path, e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
