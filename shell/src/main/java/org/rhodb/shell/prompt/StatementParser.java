package org.rhodb.shell.prompt;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.rhodb.grammar.QueryParser;

/** Tells JLine when Enter runs the text, and when it begins a further line. */
final class StatementParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    boolean isEntered = context == ParseContext.ACCEPT_LINE || context == ParseContext.UNSPECIFIED;
    if (isEntered && !isComplete(line)) {
      throw new EOFError(-1, cursor, "the statement does not end yet");
    }
    return StatementLine.at(line, cursor);
  }

  private static boolean isComplete(String text) {
    String stripped = BareCommand.resolve(text).strip();
    return stripped.isEmpty() || stripped.startsWith(".") || QueryParser.isComplete(text);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }
}
