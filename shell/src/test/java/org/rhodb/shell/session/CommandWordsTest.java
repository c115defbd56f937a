package org.rhodb.shell.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.error.QueryException;

class CommandWordsTest {

  @Test
  void cutsAtSpacesOutsideQuotes() {
    assertThat(CommandWords.of("")).isEmpty();
    assertThat(CommandWords.of("  a.csv\t b ")).containsExactly("a.csv", "b");
    assertThat(CommandWords.of("\"a b.csv\"")).containsExactly("a b.csv");
    assertThat(CommandWords.of("'a \"b\".csv' ''")).containsExactly("a \"b\".csv", "");
  }

  @Test
  void takesAQuoteInsideAWordAsItStands() {
    assertThat(CommandWords.of("it's.csv")).containsExactly("it's.csv");
  }

  @Test
  void knowsBackslashesInDoubleQuotesOnly() {
    assertThat(CommandWords.of("\"a\\\"b\\\\c\\d\"")).containsExactly("a\"b\\c\\d");
    assertThat(CommandWords.of("'a\\' c:\\d")).containsExactly("a\\", "c:\\d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a b", "it's", "\"", "'a'", "", "a\\b c", "x;"})
  void quotesWhatItReadsAgain(String word) {
    assertThat(CommandWords.of(CommandWords.quoted(word))).containsExactly(word);
  }

  @Test
  void refusesQuotesWithoutAnEndAndWordsTooMany() {
    assertThatThrownBy(() -> CommandWords.of("\"a b"))
        .isInstanceOf(QueryException.class)
        .hasMessage("the quote of \"a b is never closed");
    assertThatThrownBy(() -> CommandWords.of("\"a\\\"")).hasMessageContaining("never closed");
    assertThatThrownBy(() -> CommandWords.single(".once", "a b.csv"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e).hasMessage(".once takes one word; found 2");
              assertThat(e.hint()).endsWith(".once \"a b.csv\"");
            });
  }

  @Test
  void findsWhereAnOpenQuoteBegins() {
    assertThat(CommandWords.openQuote(".read \"my fi")).isEqualTo(6);
    assertThat(CommandWords.openQuote(".read 'my file' it's")).isEqualTo(-1);
  }
}
