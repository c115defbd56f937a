package org.rhodb.shell.command;

import java.util.List;
import java.util.function.Supplier;
import org.rhodb.shell.session.DotCommand;
import picocli.CommandLine;

/** Every command of the shell itself. */
public final class DotCommands {
  private DotCommands() {}

  /**
   * Returns all of them in the order help lists them.
   *
   * @param line the command line, for help on it
   */
  public static List<DotCommand> all(Supplier<CommandLine> line) {
    return List.of(
        new HelpDotCommand(line),
        new QuitDotCommand(),
        new ModeDotCommand(),
        new OutputDotCommand(),
        new OnceDotCommand(),
        new ReadDotCommand(),
        new PlotDotCommand(),
        new PagerDotCommand(),
        new TimerDotCommand(),
        new TablesDotCommand(),
        new SchemaDotCommand(),
        new RunsDotCommand());
  }
}
