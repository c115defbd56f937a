package org.rhodb.shell.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.shell.command.DotCommands;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.prompt.CompletionPlace.Kind;
import org.rhodb.shell.session.ProgressLine;
import org.rhodb.shell.session.Screen;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine;

class PromptTest {
  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private ShellSession shell(Session session) {
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            output,
            OutputStream.nullOutputStream(),
            errors,
            true,
            true,
            true,
            new Screen(80, 24),
            Map.of("TERM", "dumb", "RHODB_HISTORY", folder.resolve("history").toString()),
            folder,
            Optional.empty());
    ProgressLine progress = new ProgressLine(errors, ProgressLine.Kind.NONE, 80, System::nanoTime);
    return new ShellSession(
        session,
        surroundings,
        progress,
        Formats.forTerminal(),
        DotCommands.all(PromptTest::line),
        false);
  }

  private static CommandLine line() {
    return new CommandLine(CommandLine.Model.CommandSpec.create().name("rhodb"));
  }

  /** Types lines at a prompt, then Ctrl-D. */
  private void type(String typed) throws Exception {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession();
        Terminal terminal =
            new DumbTerminal(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream())) {
      assertThat(new Prompt(shell(session), terminal, false).run()).isZero();
    }
  }

  @Test
  void readsAStatementOverSeveralLines() throws Exception {
    type("SELECT 40 +\n  2 AS answer\n;\n");
    assertThat(output.toString()).contains("│      42 │");
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void goesOnAfterAnError() throws Exception {
    type("SELECT * FROM nowhere;\nSELECT 'it works' AS s;\n");
    assertThat(errors.toString()).startsWith("error A203 at 1:15");
    assertThat(output.toString()).contains("it works");
  }

  @Test
  void obeysDotCommands() throws Exception {
    type(".mode csv\nSELECT 1 AS one;\n.nonsense\n.quit\nSELECT 2 AS two;\n");
    assertThat(output.toString()).isEqualTo("one\n1\n");
    assertThat(errors.toString()).contains("unknown command '.nonsense'").contains(".help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quit", "exit", "\\q", "quit;", " EXIT ; "})
  void leavesAtTheWordsOfOtherShells(String word) throws Exception {
    type(word + "\nSELECT 2 AS two;\n");
    assertThat(output.toString()).isEmpty();
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void helpsWithoutADot() throws Exception {
    type("help\nhelp min_rho;\nSELECT 1 AS\n  help;\nhelpers;\n");
    assertThat(output.toString())
        .startsWith("  .help [TOPIC]")
        .contains("\nmin_rho", "│    help │");
    assertThat(errors.toString()).startsWith("error S105 at 1:1").contains("'helpers'");
  }

  @Test
  void keepsStatementsOfSeveralLinesInTheHistory() throws Exception {
    type("SELECT 1 +\n  1;\n");
    List<String> lines = Files.readAllLines(folder.resolve("history"));
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains("SELECT 1 +").contains("1;");
  }

  private static List<String> completed(CatalogCompleter completer, String typed) {
    List<Candidate> candidates = new ArrayList<>();
    completer.complete(null, StatementLine.at(typed, typed.length()), candidates);
    return candidates.stream().map(Candidate::value).toList();
  }

  @Test
  void completesWhatMayStandThere() {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      session.execute("CREATE TABLE neurons_here (rho_there DOUBLE)").close();
      CatalogCompleter completer = new CatalogCompleter(shell(session));
      assertThat(completed(completer, "sel")).contains("select", "universal").doesNotContain("min");
      assertThat(completed(completer, "SELECT 1; S")).contains("SHOW").doesNotContain("rho_there");
      assertThat(completed(completer, "SELECT "))
          .contains("rho_there", "neurons_here", "regexp_matches", "DISTINCT");
      assertThat(completed(completer, "SELECT * FROM ")).contains("neurons_here", "runs");
      assertThat(completed(completer, "SELECT * FROM (PERSIST (FROM u)) WHERE p"))
          .contains("p_persist", "jaccard");
      assertThat(completed(completer, "SET ")).contains("memory_limit").doesNotContain("SELECT");
      assertThat(completed(completer, "UNIVERSAL NEURONS OF ALL MODELS ON c BASELINE "))
          .containsExactly("ORTHOGONAL", "GAUSSIAN", "PERMUTATION");
      assertThat(completed(completer, "CREATE OR REPLACE MODEL s")).isEmpty();
      assertThat(completed(completer, ".m")).contains(".mode", ".once");
      assertThat(completed(completer, ".mode j")).contains("json").doesNotContain(".mode");
      assertThat(completed(completer, ".schema n")).contains("neurons_here");
    }
  }

  @Test
  void completesNamesInTheQuotesTheyNeed() {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      session.execute("CREATE TABLE \"two words\" (\"a\"\"b\" DOUBLE, plain INT)").close();
      CatalogCompleter completer = new CatalogCompleter(shell(session));
      assertThat(completed(completer, "FROM ")).contains("\"two words\"", "runs");
      assertThat(completed(completer, "FROM \"tw")).contains("\"two words\"", "\"runs\"");
      assertThat(completed(completer, "SELECT ")).contains("\"a\"\"b\"", "plain", "DISTINCT");
      assertThat(completed(completer, "SELECT \"a"))
          .contains("\"plain\"")
          .doesNotContain("DISTINCT");
      assertThat(completed(completer, ".schema t")).contains("\"two words\"");
    }
  }

  @Test
  void completesFilesAndTheLastResultsColumns() throws Exception {
    Files.createDirectory(folder.resolve("queries"));
    Files.writeString(folder.resolve("queries/emergence.sql"), "SELECT 1;");
    Files.writeString(folder.resolve("data.csv"), "");
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      ShellSession shell = shell(session);
      CatalogCompleter completer = new CatalogCompleter(shell);
      assertThat(completed(completer, ".read qu")).contains("queries/").doesNotContain("data.csv");
      assertThat(completed(completer, ".read queries/em")).containsExactly("queries/emergence.sql");
      assertThat(completed(completer, ".read nowhere/")).isEmpty();
      assertThat(completed(completer, ".plot bars x=")).isEmpty();
      shell.run("SELECT 1 AS layer, 2 AS n;");
      assertThat(completed(completer, ".plot bars x=l")).containsExactly("layer", "n");
      assertThat(StatementLine.at(".read queries/em", 16).word()).isEqualTo("queries/em");
      assertThat(StatementLine.at(".plot bars x=la", 15).word()).isEqualTo("la");
    }
  }

  @Test
  void knowsModelsCorporaAndStepsByTheirPlaces() {
    for (String text :
        List.of(
            "CORRELATE MODELS ",
            "CORRELATE MODELS a@50, b, ",
            "DROP MODEL ",
            "FROM (UNIVERSAL NEURONS OF MODELS a, b REFERENCE (a, ")) {
      assertThat(CompletionPlace.behind(text).kind()).as(text).isEqualTo(Kind.MODEL);
    }
    for (String text :
        List.of("CORRELATE MODELS a, b ON ", "ABLATE (SELECT 1 FROM u) ON ", "DROP CORPUS ")) {
      assertThat(CompletionPlace.behind(text).kind()).as(text).isEqualTo(Kind.CORPUS);
    }
    assertThat(CompletionPlace.behind("CORRELATE MODELS Ab, c ON p AT CHECKPOINT "))
        .isEqualTo(new CompletionPlace(Kind.STEP, List.of("ab", "c")));
    assertThat(CompletionPlace.behind("CORRELATE MODELS a@").words()).containsExactly("a");
    assertThat(CompletionPlace.behind("CORRELATE MODELS a ON p AT CHECKPOINTS (50, ").kind())
        .isEqualTo(Kind.STEP);
    assertThat(CompletionPlace.behind("FROM a JOIN b ON ").kind()).isEqualTo(Kind.ANY);
    for (String odd :
        List.of("", ";", "(", ",", "'", "/*", "@", "ON ", "CREATE ", "\ud800", "),")) {
      assertThat(CompletionPlace.behind(odd)).isNotNull();
    }
  }

  @Test
  void offersClausesBehindWhatIsComplete() {
    assertThat(CompletionPlace.behind("FROM (UNIVERSAL NEURONS OF ALL MODELS ").words())
        .containsExactly("ON", "AT", "REFERENCE", "BASELINE");
    assertThat(CompletionPlace.behind("CORRELATE MODELS a, b ").words())
        .containsExactly("ON", "AT");
    assertThat(
            CompletionPlace.behind("UNIVERSAL NEURONS OF MODELS a, b, d ON c AT CHECKPOINT 50 ")
                .words())
        .contains("BASELINE", "REFERENCE", "WHERE")
        .doesNotContain("AT", "ON");
    assertThat(CompletionPlace.behind("ABLATE (SELECT * FROM u WHERE rho > 1) ").words())
        .contains("ON", "USING")
        .doesNotContain("WHERE");
    assertThat(CompletionPlace.behind("ABLATE (SELECT * FROM u ").words())
        .contains("WHERE", "JOIN")
        .doesNotContain("VERSUS");
    assertThat(CompletionPlace.behind("INGEST ACTIVATIONS OF MODELS a ON c ").words())
        .contains("LAYERS", "AT");
    assertThat(CompletionPlace.behind("SELECT 'x' AS a FROM (CORRELATE MODELS a, b ON c) ").words())
        .contains("WHERE", "GROUP BY")
        .doesNotContain("AT");
    assertThat(CompletionPlace.behind("CORRELATE MODELS a, b ON c WHERE rho > 1 ").words())
        .contains("AND", "ORDER BY")
        .doesNotContain("AT");
  }

  @Test
  void coloursWhatTheLexerReads() {
    String text = "SELECT rho, 'x' FROM (UNIVERSAL NEURONS OF ALL MODELS ON pile) -- why\n;";
    assertThat(new LexemeHighlighter().highlight(null, text).toString()).isEqualTo(text);
    assertThat(new LexemeHighlighter().highlight(null, text).toAnsi()).contains("\u001b[");
    for (String odd : List.of("", "'", "/*", "\"x", "SELECT '\ud800", ".mode", "$$", "a\u0000b")) {
      assertThat(new LexemeHighlighter().highlight(null, odd).toString()).isEqualTo(odd);
    }
  }
}
