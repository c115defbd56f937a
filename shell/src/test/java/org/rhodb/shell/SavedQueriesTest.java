package org.rhodb.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** check, run and diff, as a user types them. */
class SavedQueriesTest {
  private static final String QUERY =
      """
      /*---
      title: Squares
      question: What are the squares?
      parameters:
        n: {type: integer, default: 3, about: how many}
        factor: {type: double, default: 1}
      expect: {rows: {min: 1, max: 5}, columns: [x, y], tolerance: {y: 0.5}}
      ---*/
      SELECT x, x * x * $factor AS y FROM range($n) r(x);
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeQuery() throws IOException {
    Files.writeString(folder.resolve("squares.sql"), QUERY);
  }

  @Test
  void givesEachRunItsFolderAndSaysWhatDiffersFromTheLast() throws IOException {
    CommandRun first = CommandRun.of(folder, "run", "squares.sql");
    assertThat(first.exitCode()).isZero();
    assertThat(first.errors()).isEmpty();
    Path run = folder.resolve(first.output().strip());
    assertThat(run.getParent()).isEqualTo(folder.resolve("results/squares"));
    assertThat(Files.readString(run.resolve("result.csv"))).isEqualTo("x,y\n0,0.0\n1,1.0\n2,4.0\n");
    assertThat(Files.readString(run.resolve("query.sql"))).isEqualTo(QUERY);
    assertThat(Files.readString(run.resolve("run.json")))
        .contains("\"factor\": 1.0", "\"n\": 3", "\"rows\": 3", "\"order\": \"by all columns\"");

    CommandRun again = CommandRun.of(folder, "run", "squares.sql", "--param", "n=3");
    assertThat(again.errors()).startsWith("identical to " + run.getFileName());
    Files.writeString(folder.resolve("squares.sql"), QUERY.replace("x * x", "1.25 * x * x"));
    CommandRun other = CommandRun.of(folder, "run", "squares.sql");
    assertThat(other.errors())
        .startsWith("different to ")
        .contains("1 value beyond tolerance in y; first: row 3, y: 4.0 became 5.0")
        .contains("y: largest difference 1.00, tolerance 0.500");
    CommandRun diff = CommandRun.of(folder, "diff", first.output().strip(), other.output().strip());
    assertThat(diff.exitCode()).isEqualTo(1);
    assertThat(diff.output()).startsWith("different\n");
    assertThat(
            CommandRun.of(folder, "diff", first.output().strip(), again.output().strip()).output())
        .isEqualTo("identical\n");
  }

  @Test
  void showsAPersonTheRowsAndAProgramThePathAlone() {
    String shown = CommandRun.onTerminal(folder, "run", "squares.sql").output();
    assertThat(shown)
        .startsWith("What are the squares?\n┌")
        .contains("│      2 │    4.0 │", "3 rows\n", " s, kept in\nresults/squares/");
    assertThat(CommandRun.of(folder, "run", "squares.sql").output())
        .startsWith("results/squares/")
        .hasLineCount(1);
  }

  @Test
  void refusesAResultThatWasChangedAfterwards() throws IOException {
    String run = CommandRun.of(folder, "run", "squares.sql").output().strip();
    String other = CommandRun.of(folder, "run", "squares.sql", "--param", "n=2").output().strip();
    Files.writeString(folder.resolve(run).resolve("result.csv"), "x,y\n0,9\n");
    CommandRun diff = CommandRun.of(folder, "diff", run, other);
    assertThat(diff.exitCode()).isEqualTo(4);
    assertThat(diff.errors()).startsWith("error X410: ");
    assertThat(CommandRun.of(folder, "diff", "nowhere", other).exitCode()).isEqualTo(4);
  }

  @Test
  void failsWhenAnExpectationIsNotMetAndKeepsTheRun() {
    CommandRun run = CommandRun.of(folder, "run", "squares.sql", "--param", "n=9");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("error A213: expected 1 to 5 rows; found 9");
    assertThat(folder.resolve(run.output().strip()).resolve("run.json"))
        .content()
        .contains("expected 1 to 5 rows; found 9");
  }

  @Test
  void leavesNoFolderBehindAFailure() throws IOException {
    Files.writeString(folder.resolve("bad.sql"), QUERY.replace("x * x", "('n' || x)::INTEGER"));
    CommandRun run = CommandRun.of(folder, "run", "bad.sql", "squares.sql");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).startsWith("bad.sql\nerror A208 ").doesNotContain("\tat ");
    assertThat(run.output()).startsWith("results/squares/");
    assertThat(folder.resolve("results/bad")).doesNotExist();
    assertThat(files(folder.resolve("results"))).noneMatch(f -> f.contains("partial"));
  }

  @Test
  void saysWhereFrontMatterIsWrongThatIsRun() throws IOException {
    Files.createDirectories(folder.resolve("queries"));
    write(folder.resolve("queries/typo.sql"), QUERY.replace("question", "qestion"));
    CommandRun run = CommandRun.of(folder, "run", "queries");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors())
        .startsWith(
            """
            queries/typo.sql
            error S106 at 3:1: unknown key 'qestion' in the front matter
              3 | qestion: What are the squares?
                | ^^^^^^^
            did you mean 'question'?\
            """);
  }

  @Test
  void letsTwoRunTheSameQueryAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<CommandRun>> runs =
        Stream.generate(() -> threads.submit(() -> CommandRun.of(folder, "run", "squares.sql")))
            .limit(8)
            .toList();
    for (Future<CommandRun> run : runs) {
      assertThat(run.get().exitCode()).isZero();
    }
    threads.shutdown();
    assertThat(files(folder.resolve("results")).stream().filter(f -> f.endsWith("run.json")))
        .hasSize(8);
  }

  @Test
  void runsOnADatabaseThatMayNotBeWritten() {
    CommandRun.of(
        folder, "study.rhodb", "-c", "CREATE TABLE t AS SELECT 1 AS x; CREATE VIEW v AS FROM t");
    Path file = folder.resolve("stored.sql");
    write(file, QUERY.replace("range($n) r(x)", "v WHERE x < $n"));
    CommandRun run =
        CommandRun.of(folder, "run", "stored.sql", "--db", "study.rhodb", "--read-only");
    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).startsWith("the database is read-only");
    assertThat(folder.resolve(run.output().strip()).resolve("run.json"))
        .content()
        .contains("\"operator_runs_recorded\": false")
        .contains("\"tables\": [\"v\"]")
        .contains("CREATE VIEW v AS FROM t", "CREATE TABLE t AS SELECT 1 AS x");
  }

  @Test
  void refusesAPlaceThatCannotBeWrittenBeforeItRuns() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    CommandRun run =
        CommandRun.of(folder, "run", "squares.sql", "--db", "new.rhodb", "--out", "file/results");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).startsWith("error R505: ").contains("is no folder", "--out");
    assertThat(folder.resolve("new.rhodb")).doesNotExist();
  }

  @Test
  void refusesWhatIsInTheWayOfAQuerysFolderBeforeItRuns() throws IOException {
    Files.createDirectories(folder.resolve("results"));
    Files.writeString(folder.resolve("results/squares"), "");
    CommandRun run = CommandRun.of(folder, "run", "squares.sql", "--db", "new.rhodb");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors())
        .startsWith("error R505: ")
        .contains("because of '" + folder.resolve("results/squares") + "': it is no folder");
    assertThat(folder.resolve("new.rhodb")).doesNotExist();
    assertThat(files(folder)).noneMatch(f -> f.contains("partial"));
  }

  @Test
  void keepsARunWhoseForerunnerIsBroken() throws IOException {
    CommandRun first = CommandRun.of(folder, "run", "squares.sql");
    Files.writeString(folder.resolve(first.output().strip()).resolve("run.json"), "{\"broken");
    CommandRun second = CommandRun.of(folder, "run", "squares.sql");
    assertThat(second.exitCode()).isZero();
    assertThat(second.errors())
        .startsWith("warning: not compared with earlier runs: ")
        .contains("is not JSON");
    assertThat(folder.resolve(second.output().strip()).resolve("run.json")).exists();
    CommandRun report = CommandRun.of(folder, "report", "results");
    assertThat(report.exitCode()).isEqualTo(4);
    assertThat(report.errors()).startsWith("error X401: '").contains("run.json' is not JSON");
  }

  @Test
  void takesEachParameterOnceAndInTwoParts() {
    CommandRun twice =
        CommandRun.of(folder, "run", "squares.sql", "--param", "n=1", "--param", "n=2");
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.errors()).startsWith("rhodb: --param gives 'n' more than once\n");
    CommandRun bare = CommandRun.of(folder, "run", "squares.sql", "--param", "n");
    assertThat(bare.exitCode()).isEqualTo(2);
    assertThat(bare.errors()).startsWith("rhodb: --param takes NAME=VALUE; found 'n'\n");
    CommandRun empty = CommandRun.of(folder, "run", "squares.sql", "--param", "n=");
    assertThat(empty.exitCode()).isEqualTo(1);
    assertThat(empty.errors()).contains("error A207: parameter 'n' takes a whole number; found ''");
    assertThat(folder.resolve("results")).doesNotExist();
  }

  @Test
  void refusesAPictureOfColumnsThatWillNotBeThereBeforeItRuns() {
    write(
        folder.resolve("drawn.sql"),
        "/*---\ntitle: t\nquestion: q\nchart: {kind: bars, x: layr, y: n}\n---*/\n"
            + "SELECT error('it ran') AS layer, 1 AS n FROM range(2)");
    CommandRun run = CommandRun.of(folder, "run", "drawn.sql");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors())
        .contains("error A203: the chart's column 'layr' is not there", "columns: layer, n")
        .doesNotContain("it ran");
  }

  @Test
  void refusesAToleranceOfAColumnThatIsNotThere() throws IOException {
    String stray =
        "/*---\ntitle: t\nquestion: q\nexpect: {tolerance: {z: 0.5}}\n---*/\n"
            + "SELECT x, x * x AS y FROM range(3) r(x)";
    write(folder.resolve("stray.sql"), stray);
    String error = "error A203 at 4:22: a tolerance is given for 'z', which is no column\n";
    CommandRun.of(folder, "study.rhodb", "-c", "SELECT 1");
    CommandRun check = CommandRun.of(folder, "check", "stray.sql", "--db", "study.rhodb");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.errors()).startsWith("stray.sql\n" + error).contains("columns: x, y");
    CommandRun run = CommandRun.of(folder, "run", "stray.sql");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).startsWith("stray.sql\n" + error);
    assertThat(folder.resolve("results")).doesNotExist();
    // What the last statement gives is known only when the first has run: the result is kept.
    write(
        folder.resolve("stray.sql"),
        stray.replace("SELECT x", "CREATE TEMP TABLE t AS SELECT 1 AS one;\nSELECT x"));
    CommandRun late = CommandRun.of(folder, "run", "stray.sql");
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.errors()).contains("'z', which is no column; did you mean 'x'?  columns: x, y");
    String kept = late.output().strip();
    CommandRun diff = CommandRun.of(folder, "diff", kept, kept);
    assertThat(diff.exitCode()).isEqualTo(1);
    assertThat(diff.errors()).contains("error A203", "'z', which is no column", "columns: x, y");
  }

  @Test
  void tellsMissingFilesFromWrongOnes() throws IOException {
    CommandRun gone = CommandRun.of(folder, "check", "nowhere.sql");
    assertThat(gone.exitCode()).isEqualTo(4);
    assertThat(gone.errors()).contains("error X401: no file '");
    Files.createDirectories(folder.resolve("empty"));
    CommandRun empty = CommandRun.of(folder, "check", "empty");
    assertThat(empty.exitCode()).isEqualTo(4);
    assertThat(empty.errors())
        .startsWith("error X401: no .sql file in '" + folder.resolve("empty") + "'");
    CommandRun report = CommandRun.of(folder, "report", "nowhere");
    assertThat(report.exitCode()).isEqualTo(4);
    assertThat(report.errors()).contains("nowhere': no such file or folder");
  }

  @Test
  void saysWhyAReportCannotBeWritten() throws IOException {
    CommandRun.of(folder, "run", "squares.sql");
    assertThat(CommandRun.of(folder, "report", "results", "--out", "results").errors())
        .contains("error R505: cannot write '", "results': it is a folder", "--out names a file");
    assertThat(CommandRun.of(folder, "report", "results", "--out", "a/b.html").errors())
        .contains("b.html': no such file or folder");
  }

  @Test
  void checksWithoutRunning() {
    write(folder.resolve("typo.sql"), QUERY.replace("question", "qestion"));
    write(folder.resolve("gone.sql"), QUERY.replace("range($n) r(x)", "gone WHERE x < $n"));
    CommandRun syntax = CommandRun.of(folder, "check", ".");
    assertThat(syntax.exitCode()).isEqualTo(1);
    assertThat(syntax.output()).contains("ok ", "gone.sql", "squares.sql");
    assertThat(syntax.errors())
        .contains("typo.sql\nerror S106 at 3:1: unknown key 'qestion'", "did you mean 'question'?");
    CommandRun.of(folder, "study.rhodb", "-c", "SELECT 1");
    CommandRun resolved =
        CommandRun.of(folder, "check", "gone.sql", "squares.sql", "--db", "study.rhodb");
    assertThat(resolved.output()).isEqualTo("ok squares.sql\n");
    assertThat(resolved.errors()).startsWith("gone.sql\nerror A203 at 9:");
    write(
        folder.resolve("wide.sql"),
        "/*---\ntitle: t\nquestion: q\nexpect: {columns: [x, y]}\n---*/\nSELECT 1 AS x, 2 AS z");
    assertThat(CommandRun.of(folder, "check", "wide.sql", "--db", "study.rhodb").errors())
        .contains("error A213: expected the columns x, y; found x, z");
    write(
        folder.resolve("pin.sql"),
        QUERY.replace(
            "parameters:", "models: {a: any}\ncorpus: {name: b, sha256: 0123456789}\nparameters:"));
    assertThat(CommandRun.of(folder, "run", "pin.sql").errors())
        .contains("error A201 at 4:10", "error A204 at 5:9");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> files(Path start) throws IOException {
    try (Stream<Path> files = Files.walk(start)) {
      return files.map(Path::toString).toList();
    }
  }
}
