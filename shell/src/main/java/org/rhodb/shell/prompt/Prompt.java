package org.rhodb.shell.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.settings.UserHome;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Screen;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;

/**
 * Reads statements from a person, until they leave.
 *
 * <p>Ctrl-C while a statement runs cancels it; while text is being edited, it drops the text; at an
 * empty prompt, twice, it leaves. Ctrl-D at an empty prompt leaves.
 */
public final class Prompt {
  private static final String PRIMARY = "rhodb> ";
  private static final String CONTINUATION = "    -> ";

  private final ShellSession shell;
  private final Terminal terminal;
  private final LineReader reader;
  private final CatalogCompleter completer;
  private boolean isLeavingOnInterrupt;

  /**
   * Prepares a prompt on a terminal.
   *
   * @param isColored whether the text being edited is coloured
   */
  public Prompt(ShellSession shell, Terminal terminal, boolean isColored) {
    this.shell = shell;
    this.terminal = terminal;
    this.completer = new CatalogCompleter(shell);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("rhodb")
            .parser(new StatementParser())
            .completer(completer)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
            .variable(LineReader.INDENTATION, 0)
            .variable(LineReader.LIST_MAX, 200)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.CASE_INSENSITIVE_SEARCH, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .option(LineReader.Option.BRACKETED_PASTE, true);
    Path history = historyFile(shell.surroundings());
    if (history != null) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    shell.results().setColored(isColored);
    if (isColored) {
      builder.highlighter(new LexemeHighlighter());
    }
    this.reader = builder.build();
    shell
        .results()
        .setScreen(() -> new Screen(terminal.getSize().getColumns(), terminal.getSize().getRows()));
  }

  /**
   * Opens the process's own terminal. Caller closes.
   *
   * @throws IOException if there is none
   */
  public static Terminal openTerminal() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .encoding(StandardCharsets.UTF_8)
        .nativeSignals(true)
        // It would ask the terminal how wide it draws; a slow one's answer ends in the prompt.
        .graphemeCluster(false)
        .signalHandler(SignalHandler.SIG_IGN)
        .build();
  }

  /**
   * Reads and runs until the person leaves.
   *
   * @return an {@link ExitCode}
   * @throws IOException if the terminal is gone
   */
  public int run() throws IOException {
    warm();
    while (!shell.isQuitting()) {
      String text = read();
      if (text == null) {
        break;
      }
      if (!text.isBlank()) {
        execute(BareCommand.resolve(text));
      }
    }
    reader.getHistory().save();
    return ExitCode.OK;
  }

  /** Loads the planner while the person still types. */
  private void warm() {
    Thread thread =
        new Thread(
            () -> {
              try {
                shell.session().warm();
              } catch (QueryException e) {
                // The first relation meets the same error and reports it.
                Thread.currentThread().interrupt();
              }
            },
            "rhodb-warm");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the next text, empty if the person dropped it, or null if they leave. */
  private @Nullable String read() throws IOException {
    try {
      String text = reader.readLine(PRIMARY);
      isLeavingOnInterrupt = false;
      return text;
    } catch (UserInterruptException e) {
      if (!e.getPartialLine().isBlank()) {
        isLeavingOnInterrupt = false;
        return "";
      }
      if (isLeavingOnInterrupt) {
        return null;
      }
      isLeavingOnInterrupt = true;
      shell.note("Ctrl-C again, or Ctrl-D, leaves");
      return "";
    } catch (EndOfFileException e) {
      return null;
    }
  }

  private void execute(String text) throws IOException {
    SignalHandler before = terminal.handle(Signal.INT, signal -> shell.interrupt());
    try {
      shell.run(text);
    } finally {
      terminal.handle(Signal.INT, before);
      completer.forget();
    }
  }

  /**
   * Returns where history is kept, or null when it cannot be: then it lasts as long as the shell.
   */
  private static @Nullable Path historyFile(Surroundings surroundings) {
    String given = surroundings.environment().get("RHODB_HISTORY");
    if (given != null) {
      return given.isEmpty() ? null : surroundings.folder().resolve(given);
    }
    String state = surroundings.environment().get("XDG_STATE_HOME");
    Path folder =
        state != null
            ? Path.of(state)
            : UserHome.of(surroundings.environment()).resolve(".local").resolve("state");
    try {
      return Files.createDirectories(folder.resolve("rhodb")).resolve("history");
    } catch (IOException e) {
      return null;
    }
  }
}
