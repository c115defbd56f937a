package org.rhodb.shell.command;

import java.io.IOException;
import java.util.List;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ShellSession;

/** Lists the columns of tables and views. */
final class SchemaDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".schema";
  }

  @Override
  public String argument() {
    return "[TABLE]";
  }

  @Override
  public String description() {
    return "columns and types of tables and views, with % for any characters";
  }

  @Override
  public List<String> choices(String typed, ShellSession shell) {
    return shell.session().tableNames().stream().map(CommandWords::quoted).toList();
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    String pattern = CommandWords.single(name(), argument).orElse("%");
    return shell.runNested(
        """
        SELECT table_name AS "table", column_name AS "column", data_type AS type,
          is_nullable = 'NO' AS "not null"
        FROM information_schema.columns
        WHERE table_name LIKE '%s'
        ORDER BY table_schema, table_name, ordinal_position;
        """
            .replace("%s", pattern.replace("'", "''")));
  }
}
