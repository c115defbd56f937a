package org.rhodb.shell.command;

import java.io.IOException;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ScriptFile;
import org.rhodb.shell.session.ShellSession;

/** Runs a file. */
final class ReadDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".read";
  }

  @Override
  public String argument() {
    return "FILE";
  }

  @Override
  public String description() {
    return "run the statements of a file, up to the first error";
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    shell.checkFilesAllowed(name());
    if (argument.isEmpty()) {
      throw QueryException.of(ErrorCode.A207, ".read takes the name of a file");
    }
    return shell.runNested(ScriptFile.read(shell.resolve(argument)));
  }
}
