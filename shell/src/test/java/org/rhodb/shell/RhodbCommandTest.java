package org.rhodb.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RhodbCommandTest {
  @TempDir private Path folder;

  @Test
  void printsCsvIntoAPipeAndABoxOnATerminal() {
    assertThat(CommandRun.of(folder, "-c", "SELECT 42 AS answer").output())
        .isEqualTo("answer\n42\n");
    assertThat(CommandRun.onTerminal(folder, "-c", "SELECT 42 AS answer").output())
        .startsWith("┌")
        .endsWith("1 row\n");
  }

  @Test
  void runsCommandsAndFilesInTheirOrder() throws Exception {
    Files.writeString(folder.resolve("two.sql"), "\ufeffSELECT 2 AS n;\r\n");
    CommandRun run =
        CommandRun.of(
            folder,
            "--format",
            "jsonl",
            "-c",
            "SELECT 1 AS n",
            "-f",
            "two.sql",
            "-c",
            "SELECT 3 AS n; SELECT 4 AS n");
    assertThat(run.output()).isEqualTo("{\"n\": 1}\n{\"n\": 2}\n{\"n\": 3}\n{\"n\": 4}\n");
    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void readsStandardInputAndStopsAtTheFirstError() {
    CommandRun run =
        CommandRun.withInput("SELECT 1 AS n;\nSELECT * FROM nowhere;\nSELECT 3 AS n;\n", folder);
    assertThat(run.output()).isEqualTo("n\n1\n");
    assertThat(run.errors()).startsWith("error A203 at 2:").contains("^").doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void obeysDotCommandsInScripts() {
    CommandRun run =
        CommandRun.withInput(
            "SELECT 1 AS n;\n.mode json\nSELECT 2 AS n;\n.quit\nnonsense\n", folder);
    assertThat(run.output()).isEqualTo("n\n1\n[{\"n\": 2}]\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void pointsAtTheRightLineBehindADotCommand() {
    CommandRun run = CommandRun.withInput(".mode json\n.timer off\nSELECT nothing;\n", folder);
    assertThat(run.errors()).contains(" at 3:");
  }

  @Test
  void keepsADatabaseBetweenRuns() {
    CommandRun first =
        CommandRun.of(folder, "study.rhodb", "-c", "CREATE TABLE t AS SELECT 7 AS n");
    assertThat(first.exitCode()).isZero();
    CommandRun second = CommandRun.of(folder, "--read-only", "study.rhodb", "-c", "FROM t");
    assertThat(second.output()).isEqualTo("n\n7\n");
    CommandRun third =
        CommandRun.of(folder, "--read-only", "study.rhodb", "-c", "CREATE TABLE u AS SELECT 1");
    assertThat(third.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nope", "--format=xml", "--set=nonsense=1", "--set=threads=many"})
  void refusesBadUsage(String option) {
    CommandRun run = CommandRun.of(folder, option, "-c", "SELECT 1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).isNotEmpty().doesNotContain("\tat ");
  }

  @Test
  void saysWhatAMistypedOptionMayHaveBeenAndWhoseHelpListsThem() {
    CommandRun run = CommandRun.of(folder, "run", "a.sql", "--parm", "rho=1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors())
        .contains("'--parm'", "did you mean --param?", "rhodb run --help lists the options");
    assertThat(CommandRun.of(folder, "run").errors()).contains("rhodb run --help");
    assertThat(CommandRun.of(folder, "help", "run").output()).contains("--param");
    assertThat(CommandRun.of(folder, "help").output()).contains("doctor");
    assertThat(CommandRun.of(folder, "-h").output()).contains("doctor");
  }

  @Test
  void saysWhatAMistypedCommandMayHaveBeen() {
    CommandRun run = CommandRun.of(folder, "docter", "-c", "SELECT 1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("did you mean 'doctor'?", "./docter");
    assertThat(folder.resolve("docter")).doesNotExist();
    for (String name : List.of("./docter", "docter", "demo2", "study")) {
      CommandRun made = CommandRun.of(folder, name, "-c", "SELECT 1 AS n");
      assertThat(made.output()).as(name + made.errors()).isEqualTo("n\n1\n");
    }
  }

  @Test
  void putsCaretsBelowWideLettersAndWithinTheScreen() {
    assertThat(CommandRun.onTerminal(folder, "-c", "SELECT '\u65e5\u672c', nothing").errors())
        .contains("\n    | " + " ".repeat(15) + "^^^^^^^\n");
    String far = "SELECT " + "1 + ".repeat(40) + "nothing" + " + 1".repeat(40);
    List<String> lines = CommandRun.onTerminal(folder, "-c", far).errors().lines().toList();
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    int caret = lines.get(2).indexOf('^');
    assertThat(lines.get(1).substring(caret)).startsWith("nothing");
  }

  @Test
  void tellsRefusedInputsByItsExitCode() throws Exception {
    assertThat(CommandRun.of(folder, "-f", "none.sql").exitCode()).isEqualTo(4);
    Files.write(folder.resolve("binary.sql"), new byte[] {(byte) 0xff, 0, 1});
    CommandRun binary = CommandRun.of(folder, "-f", "binary.sql");
    assertThat(binary.errors()).contains("is not UTF-8");
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(folder.resolve("model/config.json"), "{", StandardCharsets.UTF_8);
    CommandRun model = CommandRun.of(folder, "-c", "CREATE MODEL m FROM 'model'");
    assertThat(model.exitCode()).isEqualTo(4);
  }

  @Test
  void tellsAnUnreachableDatabaseByItsExitCode() throws Exception {
    Files.writeString(folder.resolve("file.rhodb"), "not a folder");
    CommandRun run = CommandRun.of(folder, "file.rhodb", "-c", "SELECT 1");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors()).startsWith("error R5");
  }

  @Test
  void setsSettings() {
    CommandRun run =
        CommandRun.of(
            folder,
            "--set",
            "threads=1",
            "--set",
            "max_rows=10",
            "-c",
            "SHOW SETTINGS",
            "--format",
            "line");
    assertThat(run.output()).contains("threads").contains("value = 10");
  }

  @Test
  void explainsOnlyWithDebug() {
    String bad = "SELECT * FROM nowhere";
    assertThat(CommandRun.of(folder, "-c", bad).errors()).doesNotContain("\tat ");
    assertThat(CommandRun.of(folder, "--debug", "-c", bad).errors()).contains("\tat ");
  }

  @Test
  void showsVersionAndHelp() {
    assertThat(CommandRun.of(folder, "--version").output()).matches("rhodb \\d+\\.\\d+\\.\\d+\n");
    assertThat(CommandRun.of(folder, "--help").output())
        .contains("--read-only", "demo", "doctor", "Exit codes");
    assertThat(CommandRun.of(folder, "help", "universal").output())
        .contains("UNIVERSAL NEURONS", "excess");
    assertThat(CommandRun.of(folder, "help", "a203").output()).startsWith("A203: unknown name\n");
    assertThat(CommandRun.of(folder, "help", "nonsense").exitCode()).isEqualTo(2);
  }

  @Test
  void sendsResultsToFilesInTheFormatTheirNamesAskFor() throws Exception {
    CommandRun run =
        CommandRun.withInput(
            """
            .once one.json
            SELECT 1 AS n;
            SELECT 2 AS n;
            .output both.csv
            SELECT 3 AS n;
            SELECT '<b>' AS n;
            .output
            .once page.html
            SELECT '<b>&"' AS n;
            SELECT 5 AS n;
            """,
            folder);
    assertThat(run.errors()).isEmpty();
    assertThat(run.output()).isEqualTo("n\n2\nn\n5\n");
    assertThat(folder.resolve("one.json")).hasContent("[{\"n\": 1}]");
    assertThat(folder.resolve("both.csv")).hasContent("n\n3\nn\n<b>");
    assertThat(folder.resolve("page.html")).content().contains("<td>&lt;b&gt;&amp;&quot;</td>");
    CommandRun option = CommandRun.of(folder, "-o", "o.jsonl", "-c", "SELECT 1 AS n");
    assertThat(option.output()).isEmpty();
    assertThat(folder.resolve("o.jsonl")).hasContent("{\"n\": 1}");
  }

  @Test
  void keepsAFileWhoseNewResultFailed() throws Exception {
    Path kept = Files.writeString(folder.resolve("kept.csv"), "before");
    CommandRun run =
        CommandRun.withInput(
            ".once kept.csv\nSELECT CAST(range AS TINYINT) AS n FROM range(1000);\n", folder);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(kept).hasContent("before");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(kept);
    }
    CommandRun folderGiven = CommandRun.withInput(".output .\n", folder);
    assertThat(folderGiven.errors()).contains("X401", "it is a folder");
    CommandRun lost = CommandRun.withInput(".output no/where.csv\n", folder);
    assertThat(lost.errors()).contains("its folder does not exist");
  }

  @Test
  void saysWhatHappenedToTheRows() {
    CommandRun run =
        CommandRun.withInput(
            """
            CREATE TABLE t AS FROM range(3) r("to");
            COPY (SELECT "to" FROM t) /* FROM */ TO 'out.csv' (HEADER);
            COPY t("to") TO 'out.csv';
            copy t from 'out.csv';
            INSERT INTO t VALUES (1);
            """
                .replace("out.csv", folder.resolve("out.csv").toString()),
            folder);
    assertThat(run.errors().lines())
        .containsExactly(
            "3 rows written",
            "3 rows written",
            "3 rows written",
            "3 rows changed",
            "1 row changed");
  }

  @Test
  void takesNamesOfFilesInQuotes() throws Exception {
    Files.writeString(folder.resolve("a b.sql"), "SELECT 1 AS one;\n");
    CommandRun run =
        CommandRun.withInput(
            ".once \"c d.csv\"\n.read 'a b.sql'\n.output 'e f.csv';\n.read \"a b.sql\"\n", folder);
    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
    assertThat(folder.resolve("c d.csv")).hasContent("one\n1\n");
    assertThat(folder.resolve("e f.csv")).hasContent("one\n1\n");
    CommandRun bare = CommandRun.withInput(".once a b.csv\n", folder);
    assertThat(bare.exitCode()).isEqualTo(1);
    assertThat(bare.errors()).contains("error A207: .once takes one word; found 2");
  }

  @Test
  void touchesNoFilesWhenSafe() {
    for (String command : List.of(".once a.csv", ".output a.csv", ".read a.sql")) {
      CommandRun run = CommandRun.withInput(command + "\n", folder, "--safe");
      assertThat(run.errors()).contains("A207", "--safe forbids");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void listsTheLastRuns() {
    assertThat(CommandRun.withInput(".runs 3\n", folder).exitCode()).isZero();
    assertThat(CommandRun.withInput(".runs many\n", folder).errors()).contains("A207", "many");
  }

  @Test
  void escapesControlCharactersInErrors() {
    CommandRun run = CommandRun.of(folder, "-c", "SELECT '\u001b[31m' FROM \"no\u001b[2Jwhere\"");
    assertThat(run.errors()).contains("where").doesNotContain("\u001b");
  }
}
