package org.rhodb.shell.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rhodb.engine.row.Column;

/** How help is written: entries of lists, and the texts beside the classes. */
public final class HelpText {
  private static final int WIDTH = 100;
  private static final int NAME_WIDTH = 20;

  private HelpText() {}

  /** Returns a line of a list: a name and what it is, broken where it is long. */
  public static String entry(String name, String description) {
    String start = String.format(Locale.ROOT, "  %-" + NAME_WIDTH + "s ", name);
    return start + wrap(description, NAME_WIDTH + 3, start.length()) + "\n";
  }

  /** Returns the columns of a relation or table, a line each. */
  static String columns(Collection<Column> columns) {
    return columns.stream()
        .map(c -> entry(c.name() + " " + c.type(), c.description()))
        .collect(Collectors.joining());
  }

  /**
   * Breaks a text at its spaces.
   *
   * @param indent spaces before every line but the first
   * @param column where the first line begins
   */
  static String wrap(String text, int indent, int column) {
    StringBuilder lines = new StringBuilder();
    int at = column;
    for (String word : text.split(" ")) {
      if (lines.length() > 0 && at + 1 + word.length() > WIDTH) {
        lines.append('\n').append(" ".repeat(indent));
        at = indent;
      } else if (lines.length() > 0) {
        lines.append(' ');
        at++;
      }
      lines.append(word);
      at += word.length();
    }
    return lines.toString();
  }

  /** Returns a file of the folder {@code text}. */
  public static String read(String name) {
    try (InputStream input = HelpText.class.getResourceAsStream("text/" + name)) {
      if (input == null) {
        throw new IllegalStateException("the build left out text/" + name);
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
