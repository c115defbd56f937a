package org.rhodb.shell.command;

import java.io.IOException;
import java.util.Optional;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.ShellSession;

/** Sends results to a file until told otherwise. */
final class OutputDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".output";
  }

  @Override
  public String argument() {
    return "[FILE]";
  }

  @Override
  public String description() {
    return "results go to FILE, in the format its ending names; without FILE back here";
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    shell.checkFilesAllowed(name());
    Optional<String> file = CommandWords.single(name(), argument);
    if (file.isEmpty()) {
      shell.results().writeToOutput();
    } else {
      shell.results().writeTo(shell.resolve(file.get()), false, Formats.forFile(file.get()));
    }
    return ExitCode.OK;
  }
}
