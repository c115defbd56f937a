package org.rhodb.shell.session;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Function from the system's failure with a file to words, which Java often leaves out. */
public final class FileReason {
  private FileReason() {}

  /** Returns what is wrong, without the path, which stands before it. */
  public static String of(IOException error) {
    if (error instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (error instanceof AccessDeniedException) {
      return "no permission";
    }
    if (error instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "something else of that name is in the way";
    }
    String reason = error instanceof FileSystemException file ? file.getReason() : null;
    if (reason != null && !reason.isEmpty()) {
      return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }
    return String.valueOf(error.getMessage());
  }
}
