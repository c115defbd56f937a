package org.rhodb.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.VisibleText;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Pager;
import org.rhodb.shell.session.ShellSession;

/** Says when results go through the pager. */
final class PagerDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".pager";
  }

  @Override
  public String argument() {
    return "on|off|auto";
  }

  @Override
  public String description() {
    return "whether results are read page by page; auto: those larger than the screen";
  }

  @Override
  public List<String> choices(String typed, ShellSession shell) {
    return Pager.Mode.keys();
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    Pager pager = shell.results().pager();
    Optional<String> mode = CommandWords.single(name(), argument);
    if (mode.isEmpty()) {
      String command =
          pager.command().map(c -> ", " + c).orElse(", and there is none here: set RHODB_PAGER");
      shell.note("pager is " + pager.mode().key() + VisibleText.escape(command));
      return ExitCode.OK;
    }
    pager.setMode(
        Pager.Mode.of(mode.get())
            .orElseThrow(
                () ->
                    QueryException.of(
                        ErrorCode.A207,
                        ".pager takes on, off or auto; found '"
                            + VisibleText.escape(mode.get())
                            + "'")));
    return ExitCode.OK;
  }
}
