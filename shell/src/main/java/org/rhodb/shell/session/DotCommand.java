package org.rhodb.shell.session;

import java.io.IOException;
import java.util.List;

/** Command of the shell itself, a line that begins with a dot. */
public interface DotCommand {

  /** Returns the name with its dot. */
  String name();

  /** Returns what follows the name, such as {@code FORMAT}; empty if nothing does. */
  String argument();

  /** Returns what it does, one line. */
  String description();

  /**
   * Returns what may follow, for completion; candidates that do not fit what is typed are dropped.
   *
   * @param typed what stands between the name and the cursor
   */
  default List<String> choices(String typed, ShellSession shell) {
    return List.of();
  }

  /**
   * Does it.
   *
   * @param argument what the user wrote behind the name, without the spaces around it; may be empty
   * @return an {@link ExitCode}
   * @throws org.rhodb.engine.error.QueryException A207 if the argument makes no sense
   * @throws IOException if the output is closed
   */
  int run(String argument, ShellSession shell) throws IOException;
}
