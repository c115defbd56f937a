package org.rhodb.shell.help;

import java.util.Arrays;
import java.util.List;
import org.rhodb.shell.saved.FrontMatterKey;

/** Keys of the YAML block of a saved query. */
final class SavedQueryTopics {
  static final String INTRODUCTION =
      """
      A saved query is a .sql file whose text begins with YAML between /*--- and ---*/. rhodb check
      reads it, rhodb run runs it and keeps what came out with all it came from, rhodb diff compares
      two runs, rhodb report makes a page of them. A dot stands between a key and those under it.
      """;

  private SavedQueryTopics() {}

  static List<HelpTopic> all() {
    return Arrays.stream(FrontMatterKey.values())
        .map(key -> HelpTopic.line(key.path(), "a key of saved queries", key.description()))
        .toList();
  }
}
