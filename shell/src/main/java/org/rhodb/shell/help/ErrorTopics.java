package org.rhodb.shell.help;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rhodb.engine.error.ErrorCode;

/** Error codes, each with what its own comment in the source says of it. */
final class ErrorTopics {
  private ErrorTopics() {}

  static List<HelpTopic> all() {
    return Arrays.stream(ErrorCode.values())
        .sorted(Comparator.comparing(Enum::name))
        .map(code -> new HelpTopic(code.name(), List.of(), code.title(), () -> describe(code)))
        .toList();
  }

  /** Returns code, title, the paragraph of its comment, and whose turn it is to act. */
  private static String describe(ErrorCode code) {
    Matcher comment =
        Pattern.compile("/\\*\\*((?:[^*]|\\*(?!/))*)\\*/\\s*" + code.name() + "\\(")
            .matcher(HelpText.read("ErrorCode.java"));
    if (!comment.find()) {
      throw new IllegalStateException("no comment on " + code);
    }
    String paragraph =
        comment
            .group(1)
            .replaceAll("\\n\\s*\\* ?", " ")
            .replaceAll("\\{@code ([^}]*)\\}", "$1")
            .strip();
    return String.format(
        Locale.ROOT,
        "%s: %s\n%s\n%s\n",
        code,
        code.title(),
        paragraph,
        turn(code.name().charAt(0)));
  }

  private static String turn(char letter) {
    return switch (letter) {
      case 'S' -> "The statement's text has to change.";
      case 'A' -> "What the statement names has to change, or be created.";
      case 'U' -> "Not supported; the message says what is.";
      case 'X' -> "A file has to change.";
      case 'R' -> "The machine, or a setting, has to change.";
      default -> "A fault of RhoDB: please report it.";
    };
  }
}
