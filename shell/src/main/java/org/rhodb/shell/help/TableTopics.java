package org.rhodb.shell.help;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.rhodb.engine.catalog.CatalogTable;

/** The engine's own tables, which SQL reads and statements change. */
final class TableTopics {
  private TableTopics() {}

  static List<HelpTopic> all() {
    return Arrays.stream(CatalogTable.values()).map(TableTopics::topic).toList();
  }

  private static HelpTopic topic(CatalogTable table) {
    return new HelpTopic(
        table.key(), List.of("rhodb." + table.key()), table.description(), () -> text(table));
  }

  private static String text(CatalogTable table) {
    return "table "
        + table.key()
        + ": "
        + table.description()
        + "\n"
        + table.columns().entrySet().stream()
            .map(column -> HelpText.entry(column.getKey(), column.getValue()))
            .collect(Collectors.joining());
  }
}
