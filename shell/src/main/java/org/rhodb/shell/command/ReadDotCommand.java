package org.rhodb.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.VisibleText;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
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
  public List<String> choices(String typed, ShellSession shell) {
    String bare = typed.replaceFirst("^[\"']", "");
    String folder = bare.substring(0, bare.lastIndexOf('/') + 1);
    try (Stream<Path> entries = Files.list(shell.resolve(folder))) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .map(entry -> folder + entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
          .filter(name -> name.endsWith("/") || name.endsWith(".sql"))
          .map(CommandWords::quoted)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    shell.checkFilesAllowed(name());
    String file =
        CommandWords.single(name(), argument)
            .orElseThrow(() -> QueryException.of(ErrorCode.A207, ".read takes the name of a file"));
    int exitCode = shell.runNested(ScriptFile.read(shell.resolve(file)));
    if (exitCode != ExitCode.OK) {
      shell.note("in " + VisibleText.escape(file));
    }
    return exitCode;
  }
}
