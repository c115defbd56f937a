package org.rhodb.shell.help;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rhodb.engine.relation.Relation;
import org.rhodb.engine.relation.RelationParameter;

/** Functions that SQL calls: the relations by name, and the settings. */
final class FunctionTopics {
  private static final String SETTINGS =
      """
      settings(): the settings of the session as a table
        setting, value, default_value, description

      for example:
        SELECT setting, value FROM settings() WHERE value <> default_value;
      """;

  private FunctionTopics() {}

  static List<HelpTopic> all() {
    List<HelpTopic> topics = new ArrayList<>();
    for (Relation relation : Relation.all()) {
      topics.add(
          new HelpTopic(
              relation.function(),
              List.of(relation.function() + "()"),
              relation.help().synopsis(),
              () -> text(relation)));
    }
    topics.add(
        new HelpTopic(
            "settings()", List.of(), "the settings of the session as a table", () -> SETTINGS));
    return topics;
  }

  private static String text(Relation relation) {
    String parameters =
        relation.parameters().stream()
            .map(p -> HelpText.entry(p.key() + " " + p.type(), p.description()))
            .collect(Collectors.joining());
    return relation.function()
        + "(name := value, ..): "
        + relation.help().title()
        + " as a table function, for views, macros and tools\n"
        + parameters
        + "\nIts rows and columns are those of "
        + relation.help().title()
        + ".\n\nfor example:\n  FROM "
        + relation.function()
        + example(relation)
        + ";\n";
  }

  private static String example(Relation relation) {
    boolean hasInput = relation.parameters().contains(RelationParameter.NEURONS);
    boolean hasCorpus = relation.parameters().contains(RelationParameter.CORPUS);
    String what = hasInput ? "neurons := 'u'" : "models := 'alias, caprica'";
    return "(" + what + (hasCorpus ? ", corpus := 'pile')" : ")");
  }
}
