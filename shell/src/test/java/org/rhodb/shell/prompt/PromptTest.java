package org.rhodb.shell.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.shell.command.DotCommands;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.session.ProgressLine;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;

class PromptTest {
  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private ShellSession shell(Session session) {
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            output,
            errors,
            true,
            true,
            true,
            80,
            Map.of("TERM", "dumb", "RHODB_HISTORY", folder.resolve("history").toString()),
            folder,
            Optional.empty());
    ProgressLine progress = new ProgressLine(errors, ProgressLine.Kind.NONE, 80, System::nanoTime);
    return new ShellSession(
        session, surroundings, progress, Formats.forTerminal(), DotCommands.all(), false);
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

  @Test
  void keepsStatementsOfSeveralLinesInTheHistory() throws Exception {
    type("SELECT 1 +\n  1;\n");
    List<String> lines = Files.readAllLines(folder.resolve("history"));
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains("SELECT 1 +").contains("1;");
  }

  @Test
  void completesKeywordsTablesColumnsAndSettings() {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession()) {
      session.execute("CREATE TABLE neurons_here (rho_there DOUBLE)").close();
      CatalogCompleter completer = new CatalogCompleter(session, DotCommands.all());
      List<Candidate> candidates = new ArrayList<>();
      completer.complete(null, StatementLine.at("sel", 3), candidates);
      assertThat(candidates.stream().map(Candidate::value))
          .contains("select", "universal", "neurons_here", "rho_there", "memory_limit");
      candidates.clear();
      completer.complete(null, StatementLine.at(".m", 2), candidates);
      assertThat(candidates.stream().map(Candidate::value)).contains(".mode", ".quit");
    }
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
