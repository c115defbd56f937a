package org.rhodb.shell.command;

import java.util.List;
import org.rhodb.shell.session.DotCommand;

/** Every command of the shell itself. */
public final class DotCommands {
  private DotCommands() {}

  /** Returns all of them in the order help lists them. */
  public static List<DotCommand> all() {
    return List.of(
        new HelpDotCommand(),
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
