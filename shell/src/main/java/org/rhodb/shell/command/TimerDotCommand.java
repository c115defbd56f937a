package org.rhodb.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.format.VisibleText;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.DotCommand;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.ShellSession;

/** Switches the timer. */
final class TimerDotCommand implements DotCommand {

  @Override
  public String name() {
    return ".timer";
  }

  @Override
  public String argument() {
    return "on|off";
  }

  @Override
  public String description() {
    return "whether each statement's time is shown";
  }

  @Override
  public List<String> choices(String typed, ShellSession shell) {
    return List.of("on", "off");
  }

  @Override
  public int run(String argument, ShellSession shell) throws IOException {
    String state = CommandWords.single(name(), argument).orElse("");
    switch (state.toLowerCase(Locale.ROOT)) {
      case "on" -> shell.setTimed(true);
      case "off" -> shell.setTimed(false);
      case "" -> shell.note("timer is " + (shell.isTimed() ? "on" : "off"));
      default ->
          throw QueryException.of(
              ErrorCode.A207, ".timer takes on or off; found '" + VisibleText.escape(state) + "'");
    }
    return ExitCode.OK;
  }
}
