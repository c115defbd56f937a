package org.rhodb.shell.help;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Topics of one kind; asked for by its name, it lists them.
 *
 * @param name such as {@code settings}
 * @param introduction what stands above the list; may be empty
 * @param topics made when they are asked for
 */
public record HelpGroup(String name, String introduction, Supplier<List<HelpTopic>> topics) {

  /** Returns the introduction and each topic with its synopsis. */
  String text() {
    String list =
        topics.get().stream()
            .map(topic -> HelpText.entry(topic.name(), topic.synopsis()))
            .collect(Collectors.joining());
    return introduction.isEmpty() ? list : introduction + "\n" + list;
  }
}
