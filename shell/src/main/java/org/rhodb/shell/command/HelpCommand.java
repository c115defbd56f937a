package org.rhodb.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.shell.format.VisibleText;
import org.rhodb.shell.help.Help;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a statement, a setting, an error code, or whatever else there is. */
@Command(name = "help", description = "help on a statement, setting, error code or anything else")
public final class HelpCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Supplier<CommandLine> line;

  @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "such as universal, or A203")
  private List<String> topic = List.of();

  /**
   * Creates the command.
   *
   * @param line the command line, for help on it
   */
  public HelpCommand(Surroundings surroundings, Supplier<CommandLine> line) {
    this.surroundings = surroundings;
    this.line = line;
  }

  @Override
  public Integer call() throws IOException {
    return explain(surroundings, line, topic.isEmpty() ? null : String.join(" ", topic));
  }

  /**
   * Prints the help on a topic.
   *
   * @param wanted null: what topics there are
   * @return an {@link ExitCode}
   * @throws IOException if the output is closed
   */
  public static int explain(
      Surroundings surroundings, Supplier<CommandLine> line, @Nullable String wanted)
      throws IOException {
    Help help = new Help(DotCommands.all(line), line);
    if (wanted == null) {
      surroundings.output().write("rhodb help TOPIC explains one of these, or lists a group:\n\n");
      surroundings.output().write(help.contents());
      surroundings.output().flush();
      return ExitCode.OK;
    }
    Optional<String> text = help.find(wanted);
    if (text.isEmpty()) {
      surroundings
          .errors()
          .write("rhodb: no help on '" + VisibleText.escape(wanted) + "'\n" + help.hint(wanted));
      surroundings.errors().write("\n");
      surroundings.errors().flush();
      return ExitCode.USAGE;
    }
    surroundings.output().write(text.get());
    surroundings.output().flush();
    return ExitCode.OK;
  }
}
