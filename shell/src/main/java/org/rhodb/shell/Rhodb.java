package org.rhodb.shell;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jline.utils.Signals;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Interruption;
import org.rhodb.shell.session.Screen;
import org.rhodb.shell.session.Surroundings;

/** The process of the rhodb command: its streams, its signals, its end. */
public final class Rhodb {
  private static final int BUFFER_CHARACTERS = 1 << 16;

  private Rhodb() {}

  /**
   * Runs the command line and ends the process with an {@link ExitCode}.
   *
   * @param arguments as after {@code rhodb}
   */
  @AllowedHere("the command's exit code is its answer to the process that started it")
  public static void main(String[] arguments) {
    // Pictures are drawn into files; a machine with a screen is no other machine.
    System.setProperty("java.awt.headless", "true");
    Surroundings surroundings = surroundings();
    // These two are answered before the command line parser is loaded: half the start time.
    if (Arrays.equals(arguments, new String[] {"--version"})) {
      System.exit(RhodbCommand.printVersion(surroundings));
    }
    if (arguments.length == 2 && arguments[0].equals("help") && !arguments[1].startsWith("-")) {
      System.exit(RhodbCommand.printHelp(surroundings, arguments[1]));
    }
    Interruption interruption = new Interruption();
    // JLine first asks for a logger, and the JVM then for one in every jar: 45 ms, beside the
    // parser.
    Thread listener = new Thread(() -> listen(interruption), "signals");
    listener.setDaemon(true);
    listener.start();
    System.exit(RhodbCommand.run(surroundings, interruption, arguments));
  }

  private static void listen(Interruption interruption) {
    Signals.register(
        "INT",
        () -> {
          if (!interruption.hear()) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
          }
        });
  }

  /** Returns the process's own streams; the launcher says which of them are terminals. */
  private static Surroundings surroundings() {
    List<String> terminals = List.of(System.getProperty("rhodb.terminal", "").split(","));
    String home = System.getProperty("rhodb.home", "");
    return new Surroundings(
        // A bare FileInputStream asks a pipe for its position, which fails.
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        writer(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.out),
        writer(FileDescriptor.err),
        terminals.contains("in"),
        terminals.contains("out"),
        terminals.contains("err"),
        new Screen(number("rhodb.width"), number("rhodb.height")),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home)));
  }

  private static int number(String property) {
    try {
      return Integer.parseInt(System.getProperty(property, "0").strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Writer writer(FileDescriptor descriptor) {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
        BUFFER_CHARACTERS);
  }
}
