package org.rhodb.shell.help;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Something there is help on.
 *
 * @param name as users write it
 * @param aliases other names it is asked by
 * @param synopsis what it is, in one line
 * @param text all there is to say, lines with their line feeds
 */
public record HelpTopic(String name, List<String> aliases, String synopsis, Supplier<String> text) {

  public HelpTopic {
    requireNonNull(name, "name is null");
    requireNonNull(synopsis, "synopsis is null");
    requireNonNull(text, "text is null");
    aliases = List.copyOf(aliases);
  }

  /** Returns a topic that one line is enough for. */
  static HelpTopic line(String name, String what, String synopsis) {
    return new HelpTopic(
        name,
        List.of(),
        synopsis,
        () -> HelpText.wrap(name + " (" + what + "): " + synopsis, 2, 0) + "\n");
  }

  boolean isCalled(String wanted) {
    return names().stream().anyMatch(n -> n.toLowerCase(Locale.ROOT).equals(wanted));
  }

  /** Returns whether one of its names begins with some words. */
  boolean beginsWith(String wanted) {
    return names().stream().anyMatch(n -> n.toLowerCase(Locale.ROOT).startsWith(wanted + " "));
  }

  List<String> names() {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(aliases);
    return names;
  }
}
