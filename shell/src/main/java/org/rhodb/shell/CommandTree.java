package org.rhodb.shell;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.command.CheckCommand;
import org.rhodb.shell.command.DemoCommand;
import org.rhodb.shell.command.DiffCommand;
import org.rhodb.shell.command.DoctorCommand;
import org.rhodb.shell.command.HelpCommand;
import org.rhodb.shell.command.ReportCommand;
import org.rhodb.shell.command.RunCommand;
import org.rhodb.shell.command.ServeCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Interruption;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands under {@code rhodb}, and how a wrong command line and a failed command end. */
final class CommandTree {
  private final Surroundings surroundings;
  private final Interruption interruption;
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  CommandTree(Surroundings surroundings, Interruption interruption) {
    this.surroundings = surroundings;
    this.interruption = interruption;
    String version = Version.text();
    commands.put("check", () -> new CheckCommand(surroundings, version));
    commands.put("demo", () -> new DemoCommand(surroundings, interruption, version));
    commands.put("diff", () -> new DiffCommand(surroundings));
    commands.put("doctor", () -> new DoctorCommand(surroundings, version));
    commands.put("help", () -> new HelpCommand(surroundings, this::line));
    commands.put("report", () -> new ReportCommand(surroundings));
    commands.put("run", () -> new RunCommand(surroundings, interruption, version));
    commands.put("serve", () -> new ServeCommand(surroundings, interruption, version));
  }

  Set<String> names() {
    return commands.keySet();
  }

  /** Returns the command line with every command under it. */
  CommandLine line() {
    return line(name -> true, false);
  }

  /**
   * Returns the command line with those commands under it whose names are wanted.
   *
   * @param isListed whether the others are there too, without their options
   */
  CommandLine line(Predicate<String> isWanted, boolean isListed) {
    CommandLine line = new CommandLine(new RhodbCommand(surroundings, interruption));
    commands.forEach(
        (name, command) -> {
          if (isWanted.test(name)) {
            line.addSubcommand(name, command.get());
          } else if (isListed) {
            line.addSubcommand(name, described(command.get()));
          }
        });
    line.setOverwrittenOptionsAllowed(true);
    CommandLine help = line.getSubcommands().get("help");
    if (help != null) {
      help.setUnmatchedOptionsArePositionalParams(true); // help --out is about that option
    }
    line.setOut(new PrintWriter(surroundings.output(), true));
    line.setErr(new PrintWriter(surroundings.errors(), true));
    line.getCommandSpec().version("rhodb " + Version.text());
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            surroundings.isColorless() || !surroundings.isOutputTerminal()
                ? CommandLine.Help.Ansi.OFF
                : CommandLine.Help.Ansi.AUTO));
    line.setParameterExceptionHandler(
        (error, given) -> {
          CommandLine meant = error.getCommandLine();
          surroundings.errors().write("rhodb: " + usage(error) + "\n");
          surroundings
              .errors()
              .write(meant.getCommandSpec().qualifiedName() + " --help lists the options\n");
          surroundings.errors().flush();
          return ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (error, command, parsed) -> report(error, parsed.hasMatchedOption("--debug")));
    return line;
  }

  private static CommandSpec described(Object command) {
    CommandSpec spec = CommandSpec.create();
    Command annotation = requireNonNull(command.getClass().getAnnotation(Command.class));
    spec.usageMessage().description(annotation.description());
    return spec;
  }

  /** Returns picocli's words, one of which it says twice, and what may have been meant. */
  private static String usage(CommandLine.ParameterException error) {
    String text = String.valueOf(error.getMessage()).replace("option option", "option");
    List<String> near =
        error instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return text + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
  }

  private int report(Exception error, boolean isDebug) throws IOException {
    if (error instanceof IOException) {
      // Whoever read the output has had enough of it, as head does.
      return ExitCode.OK;
    }
    QueryException shown =
        error instanceof QueryException known
            ? known
            : QueryException.of(ErrorCode.B901, "unexpected: " + error).withCause(error);
    surroundings.errors().write(ShellSession.report(shown, "", isDebug));
    surroundings.errors().flush();
    // Settings are checked when the database opens, a server's options when it starts: a bad one is
    // a bad command line.
    boolean isUsage = shown.code() == ErrorCode.A206 || shown.code() == ErrorCode.R511;
    return isUsage ? ExitCode.USAGE : ExitCode.of(shown.code());
  }
}
