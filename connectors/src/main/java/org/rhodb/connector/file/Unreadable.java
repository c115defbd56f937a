package org.rhodb.connector.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Says why a file cannot be read, in the user's words. */
public final class Unreadable {
  private Unreadable() {}

  /** Returns X401, or X407 where the content is at fault: not UTF-8, or not gzip. */
  public static QueryException file(Path path, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return QueryException.of(ErrorCode.X401, "there is no file '" + path + "'").withCause(cause);
    }
    if (cause instanceof AccessDeniedException) {
      return QueryException.of(ErrorCode.X401, "no permission to read '" + path + "'")
          .withCause(cause);
    }
    if (cause instanceof CharacterCodingException) {
      return QueryException.of(ErrorCode.X407, "'" + path + "' is not UTF-8 text").withCause(cause);
    }
    if (cause instanceof ZipException || cause instanceof EOFException) {
      return QueryException.of(
              ErrorCode.X407, "'" + path + "' is not a whole gzip file: " + cause.getMessage())
          .withCause(cause);
    }
    return QueryException.of(ErrorCode.X401, "cannot read '" + path + "': " + cause.getMessage())
        .withCause(cause);
  }
}
