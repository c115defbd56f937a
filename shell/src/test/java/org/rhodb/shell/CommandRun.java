package org.rhodb.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.rhodb.shell.session.Interruption;
import org.rhodb.shell.session.Screen;
import org.rhodb.shell.session.Surroundings;

/** The command, run in this process with streams of its own: what a user would see of it. */
record CommandRun(int exitCode, String output, String errors) {

  /** Runs it with an empty standard input. */
  static CommandRun of(Path folder, String... arguments) {
    return withInput("", folder, arguments);
  }

  /** Runs it with a text on standard input; nothing is a terminal. */
  static CommandRun withInput(String input, Path folder, String... arguments) {
    return run(input, folder, false, arguments);
  }

  /** Runs it as on a terminal of 80 columns. */
  static CommandRun onTerminal(Path folder, String... arguments) {
    return run("", folder, true, arguments);
  }

  private static CommandRun run(
      String input, Path folder, boolean isTerminal, String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            output,
            bytes,
            errors,
            false,
            isTerminal,
            isTerminal,
            isTerminal ? new Screen(80, 24) : Screen.UNKNOWN,
            Map.of("TERM", "dumb"),
            folder,
            Optional.empty());
    int exitCode = RhodbCommand.run(surroundings, new Interruption(), arguments);
    return new CommandRun(
        exitCode, output + bytes.toString(StandardCharsets.ISO_8859_1), errors.toString());
  }
}
