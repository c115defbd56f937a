package org.rhodb.shell.command;

import java.io.IOException;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.VisibleText;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ShellSession;

/** Lists what was run last. */
final class RunsDotCommand implements DotCommand {
  private static final String USUAL = "10";

  @Override
  public String name() {
    return ".runs";
  }

  @Override
  public String argument() {
    return "[N]";
  }

  @Override
  public String description() {
    return "the last N runs of relations, 10 unless told otherwise (SHOW RUNS: all of them)";
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    String count = CommandWords.single(name(), argument).orElse(USUAL);
    if (!count.matches("[0-9]{1,9}")) {
      throw QueryException.of(
          ErrorCode.A207,
          ".runs takes a number of runs; found '" + VisibleText.escape(count) + "'");
    }
    return shell.runNested(
        """
        SELECT id, date_trunc('second', started) AS started, operator, rows, round(seconds, 3) AS seconds,
          regexp_replace(statement, '\\s+', ' ', 'g') AS statement
        FROM (FROM rhodb.runs ORDER BY id DESC LIMIT %s) ORDER BY id;
        """
            .replace("%s", count));
  }
}
