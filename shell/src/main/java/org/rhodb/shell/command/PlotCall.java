package org.rhodb.shell.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

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

  private static final Pattern FILE = Pattern.compile("\\G\\s*>\\s*(\"[^\"]*\"|[^\\s\"]+)");

  /**
   * Takes a call apart.
   *
   * @throws QueryException A207 if a file is announced and none named
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
    Matcher file = FILE.matcher(argument);
    if (file.find(end)) {
      String name = file.group(1).replace("\"", "");
      return new PlotCall(spec, Optional.of(name), argument.substring(file.end()).strip());
    }
    String rest = argument.substring(end).strip();
    if (rest.startsWith(">")) {
      throw QueryException.of(ErrorCode.A207, ".plot ... > takes the name of a file");
    }
    return new PlotCall(spec, Optional.empty(), rest);
  }
}
