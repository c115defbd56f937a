package org.rhodb.shell.profile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rhodb.shell.format.OutputFormat;
import org.rhodb.shell.session.Pager;

/**
 * What the shell starts with unless its command line says otherwise.
 *
 * @param name as in the file; empty: there is none in force
 * @param database folder; empty: none is named
 * @param settings as after {@code --set}
 * @param mode format of results on a terminal
 * @param pager when results go through the pager
 * @param color whether there are colours; false wins over a terminal that has them
 * @param timer whether each statement's time is shown at the prompt
 */
public record Profile(
    String name,
    Optional<Path> database,
    Map<String, String> settings,
    Optional<OutputFormat> mode,
    Optional<Pager.Mode> pager,
    Optional<Boolean> color,
    Optional<Boolean> timer) {
  /** The profile of those who have none. */
  public static final Profile NONE =
      new Profile(
          "",
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Profile {
    requireNonNull(name, "name is null");
    requireNonNull(database, "database is null");
    settings = Map.copyOf(new LinkedHashMap<>(settings));
    requireNonNull(mode, "mode is null");
    requireNonNull(pager, "pager is null");
    requireNonNull(color, "color is null");
    requireNonNull(timer, "timer is null");
  }
}
