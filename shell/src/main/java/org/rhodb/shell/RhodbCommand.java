package org.rhodb.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.shell.command.DotCommands;
import org.rhodb.shell.command.HelpCommand;
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
import picocli.CommandLine.Command;
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
          "box, csv, tsv, plain, json, jsonl, markdown, html, line, parquet or arrow; box on a terminal,"
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
    // command that may be meant.
    List<String> given = List.of(arguments);
    boolean isListed = given.contains("--help") || given.contains("-h");
    return new CommandTree(surroundings, interruption)
        .line(given::contains, isListed)
        .execute(arguments);
  }

  /** Returns the commands of the shell itself; what help they have is in the same surroundings. */
  public static List<DotCommand> dotCommands(Surroundings surroundings) {
    return DotCommands.all(() -> new CommandTree(surroundings, new Interruption()).line());
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
      return HelpCommand.explain(
          surroundings, () -> new CommandTree(surroundings, new Interruption()).line(), topic);
    } catch (IOException e) {
      return ExitCode.OK;
    }
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
    } else {
      checkNoCommand(database);
    }
    Options options =
        surroundings
            .options(Optional.ofNullable(database))
            .withReadOnly(isReadOnly)
            .withSafe(isSafe)
            .withSettings(all);
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

  /** Refuses a new database that is named nearly as a command is. */
  private void checkNoCommand(Path named) {
    if (named.getNameCount() > 1 || named.isAbsolute() || Files.exists(resolve(named))) {
      return;
    }
    String name = named.toString();
    Optional<String> meant =
        Suggestion.nearest(name, new CommandTree(surroundings, interruption).names())
            .filter(command -> !name.startsWith(command)); // demo2, runs
    if (meant.isPresent()) {
      throw QueryException.of(
              ErrorCode.A206,
              "there is neither a command nor a database '"
                  + name
                  + "'; did you mean '"
                  + meant.get()
                  + "'?")
          .withHint("./" + name + " makes a database of that name");
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
