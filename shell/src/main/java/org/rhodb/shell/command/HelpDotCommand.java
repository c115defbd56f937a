package org.rhodb.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.VisibleText;
import org.rhodb.shell.help.Help;
import org.rhodb.shell.help.HelpText;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.ShellSession;
import picocli.CommandLine;

/** Lists the dot commands, or explains a topic. */
final class HelpDotCommand implements DotCommand {
  private final Supplier<CommandLine> line;

  HelpDotCommand(Supplier<CommandLine> line) {
    this.line = line;
  }

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
    return "these commands; .help topics lists what else there is help on";
  }

  @Override
  public List<String> choices(String typed, ShellSession shell) {
    return help(List.of()).names();
  }

  private Help help(List<DotCommand> dotCommands) {
    return new Help(dotCommands, line);
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    Help help = help(shell.dotCommands());
    String topic = String.join(" ", CommandWords.of(argument));
    if (topic.equalsIgnoreCase("topics")) {
      shell.surroundings().output().write(help.contents());
      return ExitCode.OK;
    }
    if (!topic.isEmpty()) {
      shell
          .surroundings()
          .output()
          .write(
              help.find(topic)
                  .orElseThrow(
                      () ->
                          QueryException.of(
                                  ErrorCode.A207, "no help on '" + VisibleText.escape(topic) + "'")
                              .withHint(help.hint(topic))));
      return ExitCode.OK;
    }
    for (DotCommand command : shell.dotCommands()) {
      String call = command.name() + " " + command.argument();
      shell.surroundings().output().write(HelpText.entry(call, command.description()));
    }
    shell
        .surroundings()
        .output()
        .write(
            """

            A name with spaces stands in quotes: .once "my results.csv".
            Everything else is a statement and ends with a semicolon; .help statements lists them.
            Ctrl-C cancels a statement, Ctrl-R searches the history, Tab completes, Ctrl-D leaves.
            """);
    return ExitCode.OK;
  }
}
