package org.rhodb.shell.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rhodb.engine.relation.Relation;
import org.rhodb.engine.row.Column;

/** Columns of the relations; one of several relations says what it is in each. */
final class ColumnTopics {
  private ColumnTopics() {}

  static List<HelpTopic> all() {
    Map<String, StringBuilder> byName = new LinkedHashMap<>();
    Map<String, String> first = new LinkedHashMap<>();
    for (Relation relation : Relation.all()) {
      for (Column column : relation.columns()) {
        first.putIfAbsent(column.name(), column.description());
        byName
            .computeIfAbsent(column.name(), name -> new StringBuilder(name + ", a column of\n"))
            .append(
                HelpText.entry(
                    relation.help().title(), column.description() + " (" + column.type() + ")"));
      }
    }
    List<HelpTopic> topics = new ArrayList<>();
    byName.forEach(
        (name, text) ->
            topics.add(
                new HelpTopic(name, List.of(), String.valueOf(first.get(name)), text::toString)));
    return topics;
  }
}
