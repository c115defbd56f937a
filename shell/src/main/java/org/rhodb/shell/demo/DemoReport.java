package org.rhodb.shell.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rhodb.engine.Session;
import org.rhodb.shell.report.ReportFile;
import org.rhodb.shell.run.QueryRun;
import org.rhodb.shell.run.RunFolder;
import org.rhodb.shell.saved.BoundQuery;
import org.rhodb.shell.saved.QueryFiles;
import org.rhodb.shell.saved.SavedQuery;

/** The study's pictures: the saved queries of {@code queries/demo}, run on the demo's tables. */
public final class DemoReport {
  private DemoReport() {}

  /**
   * Runs them into the database's folder and writes the report beside it.
   *
   * @param home folder of the clone
   * @param version of this engine
   * @return the report; nothing if the clone has no such queries
   */
  public static Optional<Path> write(Session session, Path database, Path home, String version) {
    Path queries = home.resolve("queries/demo");
    if (!Files.isDirectory(queries)) {
      return Optional.empty();
    }
    Path results = database.resolve("results");
    for (Path file : QueryFiles.of(List.of(queries))) {
      QueryRun run = QueryRun.run(BoundQuery.of(SavedQuery.read(file), Map.of()), session, version);
      RunFolder.write(run, session, version, results, true, folder -> RunFolder.draw(run, folder));
    }
    String name = String.valueOf(database.getFileName()).replaceFirst("\\.rhodb$", "");
    Path report = database.resolveSibling(name + "-report.html");
    return Optional.of(ReportFile.write(report, "The demo study", RunFolder.newest(results)));
  }
}
