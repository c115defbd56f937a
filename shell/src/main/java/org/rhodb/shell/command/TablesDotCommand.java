package org.rhodb.shell.command;

import java.io.IOException;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ShellSession;

/** Lists tables and views. */
final class TablesDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".tables";
  }

  @Override
  public String argument() {
    return "[PATTERN]";
  }

  @Override
  public String description() {
    return "tables and views, with % for any characters (SHOW MODELS lists models)";
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    String pattern = CommandWords.single(name(), argument).orElse("%");
    return shell.runNested(
        """
        SELECT table_schema AS schema, table_name AS name,
          CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END AS kind
        FROM information_schema.tables
        WHERE table_name LIKE '%s'
        ORDER BY ALL;
        """
            .replace("%s", pattern.replace("'", "''")));
  }
}
