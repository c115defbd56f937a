package org.rhodb.shell.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;

/** Says what is there: device, threads, memory, native libraries, versions. */
@Command(name = "doctor", description = "device, threads, memory, natives and versions")
public final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final String version;

  /** Creates the command. */
  public DoctorCommand(Surroundings surroundings, String version) {
    this.surroundings = surroundings;
    this.version = version;
  }

  @Override
  public Integer call() throws IOException {
    surroundings.output().write(HelpTopics.entry("rhodb", version));
    surroundings.output().flush();
    return ExitCode.OK;
  }
}
