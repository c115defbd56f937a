package org.rhodb.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.shell.RhodbCommand;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.prompt.Prompt;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ProgressLine;
import org.rhodb.shell.session.Screen;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;

/**
 * A conversation with the prompt on a dumb terminal: what the user typed, behind its prompts, and
 * everything they saw. Typing it again must give it again.
 *
 * <p>Seconds are written 0.000, the user's folder FOLDER and the project's PROJECT.
 */
record Transcript(Path file, String text) {
  private static final Path FOLDER = Path.of("src/test/resources/script/shell");
  private static final String PROMPT = "rhodb> ";
  private static final String CONTINUATION = "    -> ";

  /** Returns all of them, by name. */
  static List<Transcript> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Transcript::read).toList();
    }
  }

  private static Transcript read(Path file) {
    try {
      return new Transcript(file, Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the file's name without its ending. */
  String name() {
    return FOLDER.relativize(file).toString().replace(".txt", "");
  }

  /** Returns the lines that were typed. */
  List<String> typed() {
    return text.lines()
        .filter(line -> line.startsWith(PROMPT) || line.startsWith(CONTINUATION))
        .map(line -> line.substring(PROMPT.length()))
        .toList();
  }

  /** Types the lines again, in a new database, and returns what is seen. */
  String run(Path home) throws IOException {
    StringWriter seen = new StringWriter();
    byte[] keys = (String.join("\n", typed()) + "\n").getBytes(UTF_8);
    try (Engine engine = Engine.open(Options.inMemory().withFolder(Script.PROJECT));
        Session session = engine.openSession();
        Terminal terminal =
            new DumbTerminal(
                "dumb", "dumb", new ByteArrayInputStream(keys), new Keys(seen, entries()), UTF_8)) {
      Surroundings surroundings = surroundings(seen, home);
      ShellSession shell =
          new ShellSession(
              session,
              surroundings,
              ProgressLine.of(surroundings, false),
              Formats.forTerminal(),
              RhodbCommand.dotCommands(surroundings),
              false);
      new Prompt(shell, terminal, false).run();
    }
    return seen.toString()
        .replace(home.toString(), "FOLDER")
        .replace(Script.PROJECT.toString(), "PROJECT")
        .replaceAll("(?m)^\\d+\\.\\d{3} s$", "0.000 s");
  }

  /** What is typed at each prompt, over one line or several. */
  private Deque<String> entries() {
    Deque<String> entries = new ArrayDeque<>();
    text.lines()
        .filter(line -> line.startsWith(PROMPT) || line.startsWith(CONTINUATION))
        .forEach(
            line ->
                entries.add(
                    line.startsWith(PROMPT) ? line + "\n" : entries.removeLast() + line + "\n"));
    return entries;
  }

  /** The terminal's screen: a prompt appears, and the keys that are pressed at it. */
  private static final class Keys extends OutputStream {
    private final StringWriter seen;
    private final Deque<String> entries;
    private final StringBuilder shown = new StringBuilder();

    Keys(StringWriter seen, Deque<String> entries) {
      this.seen = seen;
      this.entries = entries;
    }

    @Override
    public void write(int letter) {
      shown.append((char) (letter & 0xff));
      if (shown.toString().endsWith(PROMPT)) {
        shown.setLength(0);
        seen.write(entries.isEmpty() ? "" : entries.remove());
      }
    }
  }

  /** Returns the commands that stand behind a dot. */
  static List<DotCommand> dotCommands() {
    return RhodbCommand.dotCommands(surroundings(new StringWriter(), Script.PROJECT));
  }

  private static Surroundings surroundings(StringWriter seen, Path home) {
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        seen,
        OutputStream.nullOutputStream(),
        seen,
        true,
        true,
        true,
        new Screen(80, 24),
        Map.of("TERM", "dumb", "RHODB_HISTORY", "", "PAGER", "cat"),
        home,
        Optional.empty());
  }
}
