package org.rhodb.shell.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rhodb.grammar.QueryParser;

/**
 * A piece of a script: SQL text, or a dot command.
 *
 * @param isDotCommand whether it is one
 * @param text the dot command's line without the spaces around it, or the SQL with everything
 *     before it blanked, so that positions in it are positions in the script
 */
record ScriptPart(boolean isDotCommand, String text) {

  /**
   * Cuts a script at its dot commands: lines that begin with a dot and a letter, and that do not
   * stand inside a statement.
   */
  static List<ScriptPart> split(String script) {
    List<ScriptPart> parts = new ArrayList<>();
    int sqlStart = 0;
    int lineStart = 0;
    while (lineStart < script.length()) {
      int lineEnd = script.indexOf('\n', lineStart);
      lineEnd = lineEnd < 0 ? script.length() : lineEnd;
      if (isDotCommand(script, lineStart) && isOutsideStatement(script, sqlStart, lineStart)) {
        addSql(parts, script, sqlStart, lineStart);
        parts.add(new ScriptPart(true, script.substring(lineStart, lineEnd).strip()));
        sqlStart = lineEnd;
      }
      lineStart = lineEnd + 1;
    }
    addSql(parts, script, sqlStart, script.length());
    return parts;
  }

  private static boolean isDotCommand(String script, int lineStart) {
    return lineStart + 1 < script.length()
        && script.charAt(lineStart) == '.'
        && Character.isLetter(script.charAt(lineStart + 1));
  }

  private static boolean isOutsideStatement(String script, int start, int end) {
    String sql = script.substring(start, end);
    return sql.isBlank() || QueryParser.isComplete(sql);
  }

  private static void addSql(List<ScriptPart> parts, String script, int start, int end) {
    if (!script.substring(start, end).isBlank()) {
      StringBuilder text = new StringBuilder(end);
      for (int i = 0; i < start; i++) {
        text.append(script.charAt(i) == '\n' ? '\n' : ' ');
      }
      parts.add(new ScriptPart(false, text.append(script, start, end).toString()));
    }
  }

  /** Returns the dot command's name in lower case, with its dot. */
  String commandName() {
    int space = text.indexOf(' ');
    return (space < 0 ? text : text.substring(0, space)).toLowerCase(Locale.ROOT);
  }

  /** Returns what stands behind the dot command's name, without a closing semicolon. */
  String commandArgument() {
    int space = text.indexOf(' ');
    String argument = space < 0 ? "" : text.substring(space).strip();
    return argument.endsWith(";") ? argument.substring(0, argument.length() - 1).strip() : argument;
  }
}
