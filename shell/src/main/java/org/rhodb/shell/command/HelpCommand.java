package org.rhodb.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a statement, a setting or an error code. */
@Command(name = "help", description = "help on a statement, a setting or an error code")
public final class HelpCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "such as universal, or A203")
  private List<String> topic = List.of();

  /** Creates the command. */
  public HelpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (topic.isEmpty()) {
      surroundings
          .output()
          .write(
              "rhodb help TOPIC, with a topic of: "
                  + HelpTopics.names()
                  + ".\nrhodb --help lists the options of the command line.\n");
      surroundings.output().flush();
      return ExitCode.OK;
    }
    return explain(surroundings, String.join(" ", topic));
  }

  /**
   * Prints the help on a topic, or what topics there are.
   *
   * @return an {@link ExitCode}
   * @throws IOException if the output is closed
   */
  public static int explain(Surroundings surroundings, String wanted) throws IOException {
    Optional<String> text = HelpTopics.find(wanted);
    if (text.isEmpty()) {
      surroundings.errors().write("rhodb: no help on '" + wanted + "'\n");
      surroundings.errors().write("topics: " + HelpTopics.names() + "\n");
      surroundings.errors().flush();
      return ExitCode.USAGE;
    }
    surroundings.output().write(text.get());
    surroundings.output().flush();
    return ExitCode.OK;
  }
}
