package org.rhodb.connector.file;

import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.corpus.Documents;

/** The documents of several files, one file open at a time. */
public final class FileDocuments implements Documents {
  private final List<Path> files;
  private final Function<Path, Documents> opener;
  private int nextFile;
  private @Nullable Documents current;

  /**
   * Prepares to read files in this order; opens none yet.
   *
   * @param opener opens the documents of one file
   */
  public FileDocuments(List<Path> files, Function<Path, Documents> opener) {
    this.files = List.copyOf(files);
    this.opener = opener;
  }

  @Override
  public boolean hasNext() {
    while (current == null || !current.hasNext()) {
      close();
      if (nextFile == files.size()) {
        return false;
      }
      current = opener.apply(files.get(nextFile++));
    }
    return true;
  }

  @Override
  public Piece next() {
    if (!hasNext() || current == null) {
      throw new NoSuchElementException();
    }
    return current.next();
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
