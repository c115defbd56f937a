package org.rhodb.shell.command;

import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.ShellSession;

/** Leaves the shell. */
final class QuitDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".quit";
  }

  @Override
  public String argument() {
    return "";
  }

  @Override
  public String description() {
    return "leave (also quit, exit or Ctrl-D)";
  }

  @Override
  public int run(String argument, ShellSession shell) {
    shell.quit();
    return ExitCode.OK;
  }
}
