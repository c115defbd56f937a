package org.rhodb.shell.help;

import java.util.List;
import org.rhodb.shell.format.Formats;

/** Output formats. */
final class FormatTopics {
  static final String INTRODUCTION =
      "rhodb --format NAME, .mode NAME in the shell; else the ending of the file written to\n";

  private FormatTopics() {}

  static List<HelpTopic> all() {
    return Formats.all().stream()
        .map(f -> HelpTopic.line(f.name(), "an output format", f.description()))
        .toList();
  }
}
