package org.rhodb.shell.session;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The program that people read long results with: {@code $RHODB_PAGER}, {@code $PAGER}, or less
 * where it is installed; an empty variable means none.
 */
public final class Pager {
  /** Cuts long lines, keeps colours, leaves at once if one screen is enough, leaves its text. */
  private static final String LESS_OPTIONS = "-SRFX";

  private final Map<String, String> environment;
  private final Optional<String> command;
  private Mode mode = Mode.AUTO;

  /** When results go through the pager. */
  public enum Mode {
    /** All of them. */
    ON,
    /** None. */
    OFF,
    /** Those that are longer or wider than the screen. */
    AUTO;

    /** Returns the word that users write. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the words that users write. */
    public static List<String> keys() {
      return Arrays.stream(values()).map(Mode::key).toList();
    }

    /** Returns the mode of a word, whatever its case. */
    public static Optional<Mode> of(String word) {
      return Arrays.stream(values()).filter(mode -> mode.key().equalsIgnoreCase(word)).findFirst();
    }
  }

  /** Finds the pager of a process; there is none without a terminal that can do more than print. */
  public Pager(Surroundings surroundings) {
    environment = surroundings.environment();
    boolean isPossible =
        surroundings.isInputTerminal()
            && surroundings.isOutputTerminal()
            && !surroundings.isPlain();
    command = isPossible ? find(environment) : Optional.empty();
  }

  private static Optional<String> find(Map<String, String> environment) {
    for (String variable : List.of("RHODB_PAGER", "PAGER")) {
      String given = environment.get(variable);
      if (given != null) {
        return given.isBlank() ? Optional.empty() : Optional.of(given);
      }
    }
    for (String folder : environment.getOrDefault("PATH", "").split(":")) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "less"))) {
        return Optional.of("less");
      }
    }
    return Optional.empty();
  }

  /** Returns the command, or nothing where there is none. */
  public Optional<String> command() {
    return command;
  }

  /** Returns when results go through it. */
  public Mode mode() {
    return mode;
  }

  /** Sets when results go through it. */
  public void setMode(Mode newMode) {
    mode = newMode;
  }

  /** Returns whether any result may go through it. */
  boolean isUsed() {
    return command.isPresent() && mode != Mode.OFF;
  }

  /** Returns a writer that starts the pager once the text needs it. Caller closes. */
  PagedWriter open(Writer screenOutput, Screen screen) {
    return new PagedWriter(this::start, screenOutput, mode == Mode.ON ? Screen.UNKNOWN : screen);
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command.orElseThrow());
    builder.environment().putIfAbsent("LESS", LESS_OPTIONS);
    builder.environment().putIfAbsent("LESSCHARSET", "utf-8");
    return builder
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
