package org.rhodb.shell.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.session.CommandWords;
import org.rhodb.shell.session.CommandWords.Word;

/**
 * What stands behind {@code .plot}: {@code KIND name=column ... [> FILE] [QUERY]}.
 *
 * @param spec kind and options
 * @param file where the picture goes; empty: the terminal
 * @param query what is drawn; empty: the last result
 */
record PlotCall(String spec, Optional<String> file, String query) {
  /** A name, and a value of characters without spaces and quoted stretches. */
  private static final Pattern OPTION =
      Pattern.compile("\\G\\s*([A-Za-z_]+=(?:\"[^\"]*\"?|[^\\s\"])*)");

  /**
   * Takes a call apart.
   *
   * @throws QueryException A207 if a file is announced and none named, or its quote never closed
   */
  static PlotCall of(String argument) {
    int end = 0;
    while (end < argument.length() && !Character.isWhitespace(argument.charAt(end))) {
      end++;
    }
    Matcher option = OPTION.matcher(argument);
    while (option.find(end)) {
      end = option.end();
    }
    String spec = argument.substring(0, end);
    String rest = argument.substring(end).strip();
    if (!rest.startsWith(">")) {
      return new PlotCall(spec, Optional.empty(), rest);
    }
    Word file =
        CommandWords.next(rest, 1)
            .orElseThrow(
                () -> QueryException.of(ErrorCode.A207, ".plot ... > takes the name of a file"));
    return new PlotCall(spec, Optional.of(file.text()), rest.substring(file.end()).strip());
  }
}
