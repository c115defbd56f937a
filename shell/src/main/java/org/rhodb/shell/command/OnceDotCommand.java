package org.rhodb.shell.command;

import java.io.IOException;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.ShellSession;

/** Sends the next result to a file. */
final class OnceDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".once";
  }

  @Override
  public String argument() {
    return "FILE";
  }

  @Override
  public String description() {
    return "the next result goes to FILE, in the format its ending names";
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    shell.checkFilesAllowed(name());
    String file =
        CommandWords.single(name(), argument)
            .orElseThrow(() -> QueryException.of(ErrorCode.A207, ".once takes the name of a file"));
    shell.results().writeTo(shell.resolve(file), true, Formats.forFile(file));
    return ExitCode.OK;
  }
}
