package org.rhodb.shell.session;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.rhodb.engine.Options;
import org.rhodb.engine.machine.RatesFile;

/**
 * The process around the command: its streams, its environment, its folder.
 *
 * @param input standard input
 * @param output standard output: data only
 * @param bytes standard output for data that are no text
 * @param errors standard error: everything else
 * @param isInputTerminal whether a person types
 * @param isOutputTerminal whether a person reads the data
 * @param isErrorTerminal whether a person reads the rest
 * @param screen size of the terminal
 * @param environment environment variables
 * @param folder what relative paths refer to
 * @param home folder of the clone with its demo study; empty when started without the launcher
 */
public record Surroundings(
    InputStream input,
    Writer output,
    OutputStream bytes,
    Writer errors,
    boolean isInputTerminal,
    boolean isOutputTerminal,
    boolean isErrorTerminal,
    Screen screen,
    Map<String, String> environment,
    Path folder,
    Optional<Path> home) {

  public Surroundings {
    requireNonNull(input, "input is null");
    requireNonNull(output, "output is null");
    requireNonNull(bytes, "bytes is null");
    requireNonNull(errors, "errors is null");
    requireNonNull(screen, "screen is null");
    environment = Map.copyOf(environment);
    requireNonNull(folder, "folder is null");
    requireNonNull(home, "home is null");
  }

  /**
   * Returns what an engine is opened with that works for this user: relative paths refer to the
   * folder, plans are chosen by the rates measured on this machine.
   *
   * @param database database folder; empty: in memory
   */
  public Options options(Optional<Path> database) {
    return database
        .map(folder::resolve)
        .map(Options::of)
        .orElseGet(Options::inMemory)
        .withFolder(folder)
        .withRates(RatesFile.ofUser(environment));
  }

  /** Returns a path as it is shown: relative to the folder where it is inside. */
  public Path shown(Path path) {
    return path.startsWith(folder) ? folder.relativize(path) : path;
  }

  /** Returns whether the user's environment asks for plain text: no colour, nothing that moves. */
  public boolean isPlain() {
    return "dumb".equals(environment.get("TERM")) || isSet("CI");
  }

  /** Returns whether the user's environment asks for no colour. */
  public boolean isColorless() {
    return isPlain() || isSet("NO_COLOR");
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }
}
