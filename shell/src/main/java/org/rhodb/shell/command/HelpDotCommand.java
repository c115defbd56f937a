package org.rhodb.shell.command;

import java.io.IOException;
import java.util.List;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.ShellSession;

/** Lists the dot commands, or explains a topic. */
final class HelpDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".help";
  }

  @Override
  public String argument() {
    return "[TOPIC]";
  }

  @Override
  public String description() {
    return "these commands, or help on a statement, setting or error code";
  }

  @Override
  public List<String> choices(String typed, Session session) {
    return List.of(HelpTopics.names().split(", "));
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    if (!argument.isEmpty()) {
      shell
          .surroundings()
          .output()
          .write(
              HelpTopics.find(argument)
                  .orElseThrow(
                      () ->
                          QueryException.of(ErrorCode.A207, "no help on '" + argument + "'")
                              .withHint("topics: " + HelpTopics.names())));
      return ExitCode.OK;
    }
    for (DotCommand command : shell.dotCommands()) {
      String call = command.name() + " " + command.argument();
      shell.surroundings().output().write(HelpTopics.entry(call, command.description()));
    }
    shell
        .surroundings()
        .output()
        .write(
            """

            Everything else is a statement and ends with a semicolon.
            Help topics: %s.
            Ctrl-C cancels a statement, Ctrl-R searches the history, Tab completes, Ctrl-D leaves.
            """
                .replace("%s", HelpTopics.names()));
    return ExitCode.OK;
  }
}
