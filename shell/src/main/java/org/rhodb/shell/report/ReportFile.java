package org.rhodb.shell.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.run.RunFolder;
import org.rhodb.shell.session.FileReason;

/** The file of a report, written whole or not at all. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * Writes it over what was there.
   *
   * @return the file
   * @throws QueryException R505 if it cannot be written
   */
  public static Path write(Path file, String title, List<RunFolder> runs) {
    if (Files.isDirectory(file)) {
      throw QueryException.of(ErrorCode.R505, "cannot write '" + file + "': it is a folder")
          .withHint("--out names a file");
    }
    String page = HtmlReport.of(title, runs);
    Path partial =
        file.resolveSibling("." + file.getFileName() + "-" + ProcessHandle.current().pid());
    try {
      try {
        Files.writeString(partial, page);
        return Files.move(
            partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw QueryException.of(ErrorCode.R505, "cannot write '" + file + "': " + FileReason.of(e))
          .withCause(e);
    }
  }
}
