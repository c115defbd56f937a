package org.rhodb.shell.prompt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Function from what people type at a prompt to the command they mean: the words with which other
 * shells are left or explained, alone on a line. No statement begins with one of them. Scripts know
 * dot commands alone, as those of psql know backslashes alone.
 */
final class BareCommand {
  private static final Pattern QUIT = Pattern.compile("(?i)\\s*(quit|exit|\\\\q)\\s*;?\\s*");
  private static final Pattern HELP =
      Pattern.compile("(?i)\\s*(?:help|\\\\\\?|\\\\h)((?:\\h+[^;\\v]*)?);?\\s*");

  private BareCommand() {}

  /** Returns the dot command that a text stands for; other texts as they are. */
  static String resolve(String text) {
    if (QUIT.matcher(text).matches()) {
      return ".quit";
    }
    Matcher help = HELP.matcher(text);
    return help.matches() ? ".help" + help.group(1) : text;
  }
}
