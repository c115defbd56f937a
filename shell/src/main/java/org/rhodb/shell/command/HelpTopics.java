package org.rhodb.shell.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.settings.Setting;

/**
 * What there is help on: statements and relations (one text each), settings and error codes (from
 * the engine's own lists).
 */
public final class HelpTopics {
  private static final List<String> STATEMENTS =
      List.of(
          "model",
          "corpus",
          "show",
          "ingest",
          "correlate",
          "universal",
          "persist",
          "ablate",
          "activations",
          "explain",
          "sql",
          "plot",
          "profile");

  private HelpTopics() {}

  /** Returns the topics there are, comma-separated. */
  public static String names() {
    return String.join(", ", STATEMENTS) + ", settings, errors, or an error code";
  }

  /** Returns what there is to say on a topic, whatever the case, or nothing. */
  public static Optional<String> find(String topic) {
    String wanted = topic.strip().toLowerCase(Locale.ROOT);
    String first = wanted.split("\\s+")[0];
    if (wanted.equals("settings") || wanted.equals("set")) {
      return Optional.of(settings());
    }
    if (wanted.equals("errors")) {
      return Optional.of(errors());
    }
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equalsIgnoreCase(wanted)) {
        return Optional.of(ErrorHelp.describe(code));
      }
    }
    Optional<Setting> setting = Setting.of(wanted);
    if (setting.isPresent()) {
      return Optional.of(describe(setting.get()));
    }
    for (String word : wanted.split("\\s+")) {
      for (String statement : STATEMENTS) {
        if (statement.equals(word) || (statement + "s").equals(word)) {
          return Optional.of(read(statement + ".txt"));
        }
      }
    }
    return switch (first) {
      case "corpora" -> Optional.of(read("corpus.txt"));
      case "describe" -> Optional.of(read("show.txt"));
      default -> Optional.empty();
    };
  }

  /** Returns a line of a list: a name and what it is. */
  static String entry(String name, String description) {
    return String.format(Locale.ROOT, "  %-20s %s\n", name, description);
  }

  private static String settings() {
    StringBuilder text = new StringBuilder("SET name = value;   RESET name;   SHOW SETTINGS;\n\n");
    for (Setting setting : Setting.values()) {
      text.append(describe(setting));
    }
    return text.toString();
  }

  private static String describe(Setting setting) {
    String description = setting.description() + " (default " + setting.defaultValue() + ")";
    return entry(setting.key(), description);
  }

  private static String errors() {
    StringBuilder text = new StringBuilder();
    TreeSet<ErrorCode> codes = new TreeSet<>((a, b) -> a.name().compareTo(b.name()));
    codes.addAll(List.of(ErrorCode.values()));
    codes.forEach(code -> text.append(entry(code.name(), code.title())));
    return text.toString();
  }

  /** Returns a text of the folder {@code help}. */
  static String read(String name) {
    try (InputStream input = HelpTopics.class.getResourceAsStream("help/" + name)) {
      if (input == null) {
        throw new IllegalStateException("the build left out help/" + name);
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
