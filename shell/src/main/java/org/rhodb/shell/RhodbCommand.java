package org.rhodb.shell;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.RatesFile;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.command.CheckCommand;
import org.rhodb.shell.command.DemoCommand;
import org.rhodb.shell.command.DiffCommand;
import org.rhodb.shell.command.DoctorCommand;
import org.rhodb.shell.command.DotCommands;
import org.rhodb.shell.command.HelpCommand;
import org.rhodb.shell.command.ReportCommand;
import org.rhodb.shell.command.RunCommand;
import org.rhodb.shell.command.ServeCommand;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.format.OutputFormat;
import org.rhodb.shell.profile.Profile;
import org.rhodb.shell.profile.ProfileFile;
import org.rhodb.shell.prompt.Prompt;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Interruption;
import org.rhodb.shell.session.ProgressLine;
import org.rhodb.shell.session.ScriptFile;
import org.rhodb.shell.session.ShellSession;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: opens a database and runs scripts in it, or gives a prompt. */
@Command(
    name = "rhodb",
    description = "Compares neurons across independently trained language models, in SQL.",
    synopsisSubcommandLabel = "[COMMAND]",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Without -c and -f, statements come from standard input; on a terminal, from",
      "a prompt. Exit codes: 0 ok, 1 a statement failed, 2 usage, 3 database locked",
      "or unreachable, 4 a model or file was refused, 130 interrupted."
    })
public final class RhodbCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Interruption interruption;
  private final List<Supplier<String>> scripts = new ArrayList<>();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "study.rhodb",
      description = "database folder, created if it is not there; none: in memory")
  private @Nullable Path database;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "box, csv, tsv, json, jsonl, markdown, html, line, parquet or arrow; box on a terminal,"
              + " else csv")
  private @Nullable String formatName;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "results go to FILE, in the format its ending names unless --format does")
  private @Nullable Path output;

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "a setting, as SET does")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "a profile of ~/.rhodb/config (rhodb help profile)")
  private @Nullable String profileName;

  @Option(names = "--read-only", description = "never write to the database")
  private boolean isReadOnly;

  @Option(names = "--safe", description = "SQL reads and writes no files and loads no extensions")
  private boolean isSafe;

  @Option(names = "--no-color", description = "no colours (also: NO_COLOR, TERM=dumb, CI)")
  private boolean isColorless;

  @Option(names = "--progress", description = "progress of long statements, terminal or not")
  private boolean isProgressForced;

  @Option(names = "--debug", description = "errors print their stack trace")
  private boolean isDebug;

  RhodbCommand(Surroundings surroundings, Interruption interruption) {
    this.surroundings = surroundings;
    this.interruption = interruption;
  }

  @Option(
      names = {"-c", "--command"},
      order = -2,
      paramLabel = "SQL",
      description = "run statements and leave; may be given again")
  void addCommand(String sql) {
    scripts.add(() -> sql);
  }

  @Option(
      names = {"-f", "--file"},
      order = -1,
      paramLabel = "FILE",
      description = "run the statements of a file and leave; may be given again")
  void addFile(Path file) {
    scripts.add(() -> ScriptFile.read(surroundings.folder().resolve(file)));
  }

  /** Runs a command line in given surroundings and returns its {@link ExitCode}. */
  public static int run(Surroundings surroundings, Interruption interruption, String... arguments) {
    // Options are read by reflection, a large part of a short statement's start: only those of the
    // command that may be meant, and all where a topic of help may be any of them.
    List<String> given = List.of(arguments);
    boolean isTopic = given.contains("help");
    boolean isListed = given.contains("--help") || given.contains("-h");
    return line(surroundings, interruption, name -> isTopic || given.contains(name), isListed)
        .execute(arguments);
  }

  /** Returns the commands of the shell itself; what help they have is in the same surroundings. */
  public static List<DotCommand> dotCommands(Surroundings surroundings) {
    return DotCommands.all(() -> line(surroundings, new Interruption()));
  }

  /** Returns the command line with every command under it. */
  static CommandLine line(Surroundings surroundings, Interruption interruption) {
    return line(surroundings, interruption, name -> true, false);
  }

  /**
   * Returns the command line with those commands under it whose names are wanted.
   *
   * @param isListed whether the others are there too, without their options
   */
  private static CommandLine line(
      Surroundings surroundings,
      Interruption interruption,
      Predicate<String> isWanted,
      boolean isListed) {
    CommandLine line = new CommandLine(new RhodbCommand(surroundings, interruption));
    String version = Version.text();
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("check", () -> new CheckCommand(surroundings, version));
    commands.put("demo", () -> new DemoCommand(surroundings, interruption, version));
    commands.put("diff", () -> new DiffCommand(surroundings));
    commands.put("doctor", () -> new DoctorCommand(surroundings, version));
    commands.put("help", () -> new HelpCommand(surroundings, () -> line));
    commands.put("report", () -> new ReportCommand(surroundings));
    commands.put("run", () -> new RunCommand(surroundings, interruption, version));
    commands.put("serve", () -> new ServeCommand(surroundings, interruption, version));
    commands.forEach(
        (name, command) -> {
          if (isWanted.test(name)) {
            line.addSubcommand(name, command.get());
          } else if (isListed) {
            line.addSubcommand(name, described(command.get()));
          }
        });
    line.setOverwrittenOptionsAllowed(true);
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
        (error, command, parsed) ->
            report(surroundings, error, parsed.hasMatchedOption("--debug")));
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

  static int printVersion(Surroundings surroundings) {
    try {
      surroundings.output().write("rhodb " + Version.text() + "\n");
      surroundings.output().flush();
      return ExitCode.OK;
    } catch (IOException e) {
      return ExitCode.OK;
    }
  }

  static int printHelp(Surroundings surroundings, String topic) {
    try {
      return HelpCommand.explain(surroundings, () -> line(surroundings, new Interruption()), topic);
    } catch (IOException e) {
      return ExitCode.OK;
    }
  }

  private static int report(Surroundings surroundings, Exception error, boolean isDebug)
      throws IOException {
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

  @Override
  public Integer call() throws IOException {
    ProfileFile profiles = ProfileFile.of(surroundings);
    Profile profile;
    try {
      profile = profiles.profile(Optional.ofNullable(profileName));
    } catch (QueryException e) {
      surroundings.errors().write(profiles.report(e, isDebug));
      surroundings.errors().flush();
      return ExitCode.USAGE;
    }
    isColorless |= !profile.color().orElse(true);
    return call(profile);
  }

  private int call(Profile profile) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(profile.settings());
    all.putAll(settings);
    if (database == null) {
      database = profile.database().orElse(null);
    }
    Options options = database == null ? Options.inMemory() : Options.of(resolve(database));
    options =
        options
            .withFolder(surroundings.folder())
            .withReadOnly(isReadOnly)
            .withSafe(isSafe)
            .withSettings(all)
            .withRates(RatesFile.ofUser(surroundings.environment()));
    OutputFormat format = format(profile);
    try (Engine engine = Engine.open(options);
        Session session = engine.openSession()) {
      ShellSession shell =
          new ShellSession(
              session, surroundings, progress(), format, dotCommands(surroundings), isDebug);
      profile.pager().ifPresent(shell.results().pager()::setMode);
      interruption.watch(shell);
      if (isColorless) {
        shell.results().setColored(false);
      }
      if (isSafe) {
        shell.forbidFiles();
      }
      if (output != null) {
        shell
            .results()
            .writeTo(
                resolve(output),
                false,
                formatName == null ? Formats.forFile(output.toString()) : Optional.of(format));
      }
      try {
        return run(shell, profile);
      } finally {
        shell.results().writeToOutput();
      }
    }
  }

  private int run(ShellSession shell, Profile profile) throws IOException {
    if (scripts.isEmpty() && surroundings.isInputTerminal() && surroundings.isOutputTerminal()) {
      return prompt(shell, profile);
    }
    if (scripts.isEmpty()) {
      scripts.add(() -> ScriptFile.read(surroundings.input()));
    }
    for (Supplier<String> script : scripts) {
      int exitCode = shell.run(script.get());
      if (exitCode != ExitCode.OK || shell.isQuitting()) {
        return interruption.isInterrupted() ? ExitCode.INTERRUPTED : exitCode;
      }
    }
    return ExitCode.OK;
  }

  private int prompt(ShellSession shell, Profile profile) throws IOException {
    shell.note(
        "RhoDB "
            + Version.text()
            + (database == null ? ", in memory" : ", " + database)
            + ". Statements end with a semicolon; .help lists commands.");
    shell.setTimed(profile.timer().orElse(true));
    try (Terminal terminal = Prompt.openTerminal()) {
      // A terminal that can do more than print hears Ctrl-C itself.
      interruption.handTo(() -> terminal.raise(Terminal.Signal.INT));
      boolean isColored = !isColorless && !surroundings.isColorless();
      return new Prompt(shell, terminal, isColored).run();
    }
  }

  private Path resolve(Path path) {
    return surroundings.folder().resolve(path);
  }

  private ProgressLine progress() {
    return ProgressLine.of(surroundings, isProgressForced);
  }

  private OutputFormat format(Profile profile) {
    if (formatName == null) {
      return surroundings.isOutputTerminal()
          ? profile.mode().orElse(Formats.forTerminal())
          : Formats.forPipe();
    }
    String name = formatName;
    return Formats.named(name)
        .orElseThrow(
            () ->
                QueryException.of(
                    ErrorCode.A206,
                    "--format takes " + Formats.names() + "; found '" + name + "'"));
  }
}
