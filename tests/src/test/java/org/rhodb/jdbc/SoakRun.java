package org.rhodb.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.tests.SoakStatements;

/** Sends statements to a study and looks at what each of them left behind. */
final class SoakRun {
  /** Statements between two repairs of what they broke on purpose. */
  private static final int REPAIR_AFTER = 40;

  /** Beyond this a statement is cancelled, as a user would. */
  private static final long PATIENCE_MILLIS = 3_000;

  /**
   * What may be held beyond what a process holds that has run them all for a while, without the
   * heap's free part. It goes up and down with what malloc and SQL keep for later: in five runs of
   * 20 s, some 330 statements, the whole process grew by -31 to 375 MB, in one of 1,880 statements
   * by 361 MB. What grows with the statements is found by ten minutes of them.
   */
  private static final long MOST_GROWTH_MB = 500;

  private static final int MOST_DEFECTS = 20;

  private static final List<String> DOTS =
      List.of(
          ".mode box",
          ".mode csv",
          ".mode json",
          ".mode line",
          ".mode nope",
          ".timer on",
          ".timer",
          ".tables",
          ".schema u",
          ".runs 2",
          ".runs x",
          ".help correlate",
          ".help nope",
          ".pager auto",
          ".once out.parquet",
          ".once out.arrow",
          ".once out.csv",
          ".once nowhere/out.csv",
          ".output",
          ".read nowhere.sql",
          ".plot bars x=layer y=n SELECT layer, count(*) AS n FROM u GROUP BY layer",
          ".plot bars x=layer y=nope",
          ".plot lines x=layer y=rho > out.svg FROM u",
          ".nope");

  private final SoakStudy study;
  private final SoakStatements statements;
  private final List<String> defects = new ArrayList<>();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
  private long count;
  private long failed;
  private long cancelled;
  private long warmMegabytes;

  SoakRun(SoakStudy study, long seed) throws IOException {
    this.study = study;
    this.statements = new SoakStatements(seed);
  }

  /** Sends the next statement. */
  void next() throws Exception {
    count++;
    if (count % REPAIR_AFTER == 0) {
      study.repair();
      warmMegabytes = warmMegabytes == 0 && count > 200 ? heldMegabytes() : warmMegabytes;
    }
    boolean isDot = statements.below(12) == 0;
    String text = isDot ? DOTS.get(statements.below(DOTS.size())) : statements.next();
    if (isDot || statements.below(2) == 0) {
      shell(isDot ? text : text + ";");
    } else {
      jdbc(text);
    }
    if (study.openTensors() != 0) {
      defect(text, study.openTensors() + " tensors are still held");
    }
    List<String> leftovers = study.leftovers();
    if (!leftovers.isEmpty()) {
      defect(text, "left behind " + leftovers);
    }
  }

  private void shell(String text) throws IOException {
    ScheduledFuture<?> patience =
        watch.schedule(() -> study.shell().interrupt(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    int exitCode;
    try {
      exitCode = study.shell().run(text + "\n");
    } catch (RuntimeException | Error e) {
      defect(text, "threw " + e);
      exitCode = ExitCode.QUERY_FAILED;
    } finally {
      patience.cancel(false);
    }
    String seen = study.takeSeen();
    note(text, exitCode != ExitCode.OK, seen);
    study.shell().run(".mode csv\n.output\nROLLBACK;\n");
    study.takeSeen();
    study.shell().run("SELECT 40 + 2 AS answer;\n");
    String usable = study.takeSeen();
    if (!usable.contains("answer\n42\n")) {
      defect(text, "the shell was not usable: " + usable);
    }
  }

  private void jdbc(String text) throws SQLException {
    String seen = "";
    try (Statement statement = study.connection().createStatement()) {
      statement.setQueryTimeout((int) (PATIENCE_MILLIS / 1000));
      boolean hasRows = statement.execute(text);
      if (hasRows) {
        try (ResultSet result = statement.getResultSet()) {
          int columns = result.getMetaData().getColumnCount();
          while (result.next()) {
            for (int i = 1; i <= columns; i++) {
              result.getString(i);
            }
          }
        }
      }
    } catch (SQLException e) {
      seen = e.getSQLState() + " " + e.getMessage();
      if (e.getSQLState() == null) {
        defect(text, "an error without SQLState: " + seen);
      }
    } catch (RuntimeException | Error e) {
      defect(text, "threw " + e);
    }
    note(text, !seen.isEmpty(), seen);
    try (Statement statement = study.connection().createStatement()) {
      try {
        statement.execute("ROLLBACK");
      } catch (SQLException e) {
        // No transaction was open.
        statement.clearWarnings();
      }
      try (ResultSet result = statement.executeQuery("SELECT 40 + 2")) {
        if (!result.next() || result.getInt(1) != 42) {
          defect(text, "the connection gave another answer");
        }
      }
    } catch (SQLException e) {
      defect(text, "the connection was not usable: " + e.getMessage());
    }
  }

  private void note(String text, boolean isFailed, String seen) {
    failed += isFailed ? 1 : 0;
    cancelled += seen.contains("R506") || seen.contains("R507") ? 1 : 0;
    for (String sign : List.of("\tat ", "B901", "Exception:", "java.lang.", "INTERNAL Error")) {
      if (seen.contains(sign)) {
        defect(text, "'" + sign.strip() + "' in: " + seen);
      }
    }
  }

  private void defect(String text, String what) {
    if (defects.size() < MOST_DEFECTS) {
      defects.add("statement " + count + ": " + text + "\n  " + what);
    }
  }

  /** Looks at what the process has taken since it was warm. */
  void checkMemory() throws IOException {
    watch.shutdownNow();
    long grown = heldMegabytes() - warmMegabytes;
    if (warmMegabytes > 0 && grown > MOST_GROWTH_MB) {
      defect("all", "the process grew by " + grown + " MB since it was warm");
    }
  }

  /** Returns what the process holds beside garbage and the heap's free part. */
  private static long heldMegabytes() throws IOException {
    System.gc();
    return Math.max(0, residentMegabytes() - Runtime.getRuntime().freeMemory() / 1_000_000);
  }

  private static long residentMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  List<String> defects() {
    return defects;
  }

  double failedShare() {
    return failed / (double) Math.max(1, count);
  }

  String summary() throws IOException {
    return String.format(
        Locale.ROOT,
        "%,d statements, %,d failed, %,d cancelled; %,d MB held when warm, %,d MB at the end",
        count,
        failed,
        cancelled,
        warmMegabytes,
        heldMegabytes());
  }
}
