package org.rhodb.shell.prompt;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;

/** Colours the text being edited as the grammar's own lexer reads it. */
final class LexemeHighlighter implements Highlighter {
  /** Beyond this, a pasted text is left plain: every key press would read all of it again. */
  private static final int LONGEST = 50_000;

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    if (buffer.length() > LONGEST || buffer.stripLeading().startsWith(".")) {
      return new AttributedString(buffer);
    }
    AttributedStringBuilder text = new AttributedStringBuilder(buffer.length());
    int done = 0;
    for (Lexeme lexeme : QueryParser.lexemes(buffer)) {
      if (lexeme.start() >= done) {
        text.append(buffer, done, lexeme.start());
        text.styled(style(lexeme.kind()), buffer.substring(lexeme.start(), lexeme.end()));
        done = lexeme.end();
      }
    }
    return text.append(buffer, done, buffer.length()).toAttributedString();
  }

  private static AttributedStyle style(Lexeme.Kind kind) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    return switch (kind) {
      case KEYWORD -> plain.foreground(AttributedStyle.BLUE).bold();
      case DSL_WORD -> plain.foreground(AttributedStyle.MAGENTA).bold();
      case STRING -> plain.foreground(AttributedStyle.GREEN);
      case NUMBER -> plain.foreground(AttributedStyle.CYAN);
      case COMMENT -> plain.faint();
      case PARAMETER -> plain.foreground(AttributedStyle.YELLOW);
      case ERROR -> plain.foreground(AttributedStyle.RED);
      case IDENTIFIER, OPERATOR -> plain;
    };
  }
}
