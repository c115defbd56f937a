package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.rhodb.grammar.Lexeme.Kind;

/** Highlighting covers any text, and DSL words are told from names. */
class LexemesTest {

  private static List<String> words(Kind kind, String text) {
    return QueryParser.lexemes(text).stream()
        .filter(lexeme -> lexeme.kind() == kind)
        .map(lexeme -> text.substring(lexeme.start(), lexeme.end()))
        .toList();
  }

  @Test
  void tellsKindsApart() {
    String text = "SELECT 'a', \"b\", c, 1.5, $$d$$ -- e\n + ?1 /* f */";
    assertThat(QueryParser.lexemes(text))
        .extracting(Lexeme::kind)
        .containsExactly(
            Kind.KEYWORD,
            Kind.STRING,
            Kind.OPERATOR,
            Kind.IDENTIFIER,
            Kind.OPERATOR,
            Kind.IDENTIFIER,
            Kind.OPERATOR,
            Kind.NUMBER,
            Kind.OPERATOR,
            Kind.STRING,
            Kind.COMMENT,
            Kind.OPERATOR,
            Kind.PARAMETER,
            Kind.COMMENT);
  }

  @Test
  void marksWhatCannotBe() {
    assertThat(words(Kind.ERROR, "a \0 b \uD800 'c")).containsExactly("\0", "\uD800", "'c");
    assertThat(words(Kind.ERROR, "a /* b /* c */")).containsExactly("/* b /* c */");
  }

  @Test
  void marksDslWordsWhereTheyActAsSuch() {
    assertThat(words(Kind.DSL_WORD, "SELECT layer, models FROM corpus WHERE persist(universal)"))
        .isEmpty();
    assertThat(
            words(
                Kind.DSL_WORD,
                "PERSIST (SELECT layer FROM u) BY LAYER ORDER BY layer; SELECT layer"))
        .containsExactly("PERSIST", "LAYER");
    assertThat(words(Kind.DSL_WORD, "CREATE MODEL m FROM 'x' CHECKPOINTS (1); CHECKPOINT"))
        .containsExactly("MODEL", "CHECKPOINTS");
    assertThat(words(Kind.DSL_WORD, "FROM UNIVERSAL NEURONS OF MODELS a ON b WHERE layer = 1"))
        .containsExactly("UNIVERSAL", "NEURONS", "OF", "MODELS");
    assertThat(words(Kind.DSL_WORD, "SHOW MODELS")).containsExactly("MODELS");
    assertThat(words(Kind.DSL_WORD, "INGEST ACTIVATIONS OF ALL MODELS ON c LAYERS 0"))
        .containsExactly("INGEST", "ACTIVATIONS", "OF", "MODELS", "LAYERS");
  }

  @Property
  void coversAllButSpaces(@ForAll String text) {
    assertCovers(text);
  }

  static void assertCovers(String text) {
    int at = 0;
    for (Lexeme lexeme : QueryParser.lexemes(text)) {
      assertThat(lexeme.start()).isGreaterThanOrEqualTo(at);
      assertThat(lexeme.end()).isGreaterThan(lexeme.start());
      assertThat(isSpace(text.substring(at, lexeme.start()))).isTrue();
      at = lexeme.end();
    }
    assertThat(isSpace(text.substring(at))).isTrue();
  }

  private static boolean isSpace(String text) {
    return text.chars()
        .allMatch(
            c ->
                " \t\r\n\f\u000B\uFEFF".indexOf(c) >= 0
                    || Character.isSpaceChar(c)
                    || (c >= 0x200B && c <= 0x200D));
  }
}
