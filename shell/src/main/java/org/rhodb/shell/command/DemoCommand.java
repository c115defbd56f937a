package org.rhodb.shell.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Interruption;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;

/** Runs the demo study. */
@Command(name = "demo", description = "run the demo study and say what it finds")
public final class DemoCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Interruption interruption;

  /** Creates the command. */
  public DemoCommand(Surroundings surroundings, Interruption interruption) {
    this.surroundings = surroundings;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws IOException {
    surroundings.output().flush();
    return interruption.isInterrupted() ? ExitCode.INTERRUPTED : ExitCode.OK;
  }
}
