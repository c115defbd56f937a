package org.rhodb.shell.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.engine.machine.RatesFile;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.settings.UserHome;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.session.Pager;
import org.rhodb.shell.session.ScriptFile;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;
import org.rhodb.shell.yaml.YamlMap;
import org.rhodb.shell.yaml.YamlText;
import org.rhodb.shell.yaml.YamlValue;

/**
 * The user's named profiles: the file {@code config} in the folder {@code RHODB_HOME}, or in {@code
 * ~/.rhodb}; YAML, every key known. A file that is not there is no error.
 */
public final class ProfileFile {
  /** What a profile may say. */
  static final List<String> KEYS =
      List.of("database", "settings", "mode", "pager", "color", "timer");

  private final Path path;
  private final Map<String, String> environment;

  private ProfileFile(Path path, Map<String, String> environment) {
    this.path = path;
    this.environment = environment;
  }

  /** Returns the file of the user of a process. */
  public static ProfileFile of(Surroundings surroundings) {
    Path rates = RatesFile.ofUser(surroundings.environment());
    return new ProfileFile(rates.resolveSibling("config"), surroundings.environment());
  }

  /** Returns where it is, or would be. */
  public Path path() {
    return path;
  }

  /** Returns whether it is there. */
  public boolean exists() {
    return Files.exists(path);
  }

  /**
   * Returns a profile.
   *
   * @param wanted its name; empty: the one the file says is in force without a name, if any
   * @throws QueryException S106 at what is wrong with the file, A206 if the profile is not in it,
   *     X401 if it cannot be read
   */
  public Profile profile(Optional<String> wanted) {
    if (!exists()) {
      if (wanted.isEmpty()) {
        return Profile.NONE;
      }
      throw QueryException.of(
              ErrorCode.A206, "no profile '" + wanted.get() + "': there is no file '" + path + "'")
          .withHint("rhodb help profile says what it holds");
    }
    String text = ScriptFile.read(path);
    return text.isBlank() && wanted.isEmpty() ? Profile.NONE : read(text, wanted);
  }

  /** Returns an error of this file as the user sees it, with its line. */
  public String report(QueryException error, boolean isDebug) {
    String text = exists() && error.position().isPresent() ? ScriptFile.read(path) : "";
    String place = error.position().isPresent() ? path + "\n" : "";
    return place + ShellSession.report(error, text, isDebug);
  }

  private Profile read(String text, Optional<String> wanted) {
    YamlMap root =
        YamlText.read(text, "the configuration", 0, text.length())
            .knowing(List.of("profile", "profiles"));
    Map<String, Profile> profiles = new LinkedHashMap<>();
    if (root.find("profiles").isPresent()) {
      YamlMap all = root.get("profiles").map();
      for (String name : all.keys()) {
        profiles.put(name, profile(name, all.get(name).map().knowing(KEYS)));
      }
    }
    Optional<YamlValue> usual = root.find("profile");
    if (usual.isPresent() && !profiles.containsKey(usual.get().text())) {
      throw usual
          .get()
          .refused("no profile '" + usual.get().text() + "'")
          .withHint(Suggestion.hint(usual.get().text(), "profiles", profiles.keySet()));
    }
    Optional<String> name = wanted.or(() -> usual.map(YamlValue::text));
    if (name.isPresent() && !profiles.containsKey(name.get())) {
      throw QueryException.of(ErrorCode.A206, "no profile '" + name.get() + "' in '" + path + "'")
          .withHint(Suggestion.hint(name.get(), "profiles", profiles.keySet()));
    }
    return name.map(profiles::get).orElse(Profile.NONE);
  }

  private Profile profile(String name, YamlMap map) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (map.find("settings").isPresent()) {
      YamlMap given =
          map.get("settings")
              .map()
              .knowing(Arrays.stream(Setting.values()).map(Setting::key).toList());
      for (String key : given.keys()) {
        settings.put(key, setting(key, given.get(key)));
      }
    }
    return new Profile(
        name,
        map.find("database").map(value -> folder(value.text())),
        settings,
        map.find("mode").map(value -> word(value, Formats::named, Formats.names())),
        map.find("pager")
            .map(value -> word(value, Pager.Mode::of, String.join(", ", Pager.Mode.keys()))),
        map.find("color").map(value -> word(value, ProfileFile::truth, "true, false")),
        map.find("timer").map(value -> word(value, ProfileFile::truth, "true, false")));
  }

  private static String setting(String key, YamlValue value) {
    try {
      Settings.DEFAULTS.with(Setting.of(key).orElseThrow(), value.text());
      return value.text();
    } catch (QueryException e) {
      throw e.code() == ErrorCode.S106 ? e : value.refused(e.getMessage());
    }
  }

  private static <T> T word(YamlValue value, Function<String, Optional<T>> known, String names) {
    return known
        .apply(value.text())
        .orElseThrow(() -> value.refused("takes " + names + "; found '" + value.text() + "'"));
  }

  private static Optional<Boolean> truth(String word) {
    return switch (word) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A relative folder is one beside the file; {@code ~} is the user's own. */
  private Path folder(String text) {
    return path.resolveSibling(UserHome.expand(text, environment));
  }
}
