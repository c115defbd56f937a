package org.rhodb.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.Formats;
import org.rhodb.shell.format.OutputFormat;
import org.rhodb.shell.format.VisibleText;
import org.rhodb.shell.help.HelpText;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.ShellSession;

/** Changes the output format. */
final class ModeDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".mode";
  }

  @Override
  public String argument() {
    return "[FORMAT]";
  }

  @Override
  public String description() {
    return "output format: " + Formats.names();
  }

  @Override
  public List<String> choices(String typed, ShellSession shell) {
    return Formats.all().stream().map(OutputFormat::name).toList();
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    Optional<String> name = CommandWords.single(name(), argument);
    if (name.isEmpty()) {
      for (OutputFormat format : Formats.all()) {
        String mark = format.name().equals(shell.results().format().name()) ? "* " : "  ";
        shell
            .surroundings()
            .output()
            .write(HelpText.entry(mark + format.name(), format.description()));
      }
      return ExitCode.OK;
    }
    shell
        .results()
        .setFormat(
            Formats.named(name.get())
                .orElseThrow(
                    () ->
                        QueryException.of(
                                ErrorCode.A207,
                                "unknown format '" + VisibleText.escape(name.get()) + "'")
                            .withHint(".mode takes " + Formats.names())));
    return ExitCode.OK;
  }
}
