package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.Statement;

/** Help and grammar say the same. */
class HelpTest {

  @ParameterizedTest
  @EnumSource
  void examplesAreStatements(StatementHelp help) {
    Statement statement = QueryParser.parse(help.example());
    if (statement instanceof Statement.Sql sql) {
      assertThat(sql.sql().islands()).isNotEmpty();
    }
    assertThat(help.synopsis()).doesNotEndWith(".").hasSizeLessThan(100);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MODELS", "CHECKPOINTS"})
  void everyFormItShowsIsRead(StatementHelp help) {
    List<String> forms = FormExpansion.of(help);
    assertThat(forms).isNotEmpty();
    for (String form : forms) {
      Statement statement = QueryParser.parse(form);
      if (statement instanceof Statement.Sql sql) {
        assertThat(sql.sql().islands()).as(form).isNotEmpty();
        assertThat(sql.sql().islands().get(0).island().position().end())
            .as("%s is read to its end", form)
            .isEqualTo(form.length());
      }
    }
  }

  @Test
  void everyKindOfStatementAndRelationIsShown() {
    Set<Class<?>> kinds = new HashSet<>();
    for (StatementHelp help : StatementHelp.values()) {
      Statement statement = QueryParser.parse(help.example());
      kinds.add(statement.getClass());
      if (statement instanceof Statement.Sql sql) {
        sql.sql().islands().forEach(placed -> kinds.add(placed.island().getClass()));
      }
    }
    assertThat(kinds).contains(Statement.class.getPermittedSubclasses());
    assertThat(kinds).contains(Island.class.getPermittedSubclasses());
  }

  @Test
  void everyDslWordIsInTheFormOfSomeStatement() {
    Set<String> words =
        Arrays.stream(StatementHelp.values())
            .flatMap(help -> Arrays.stream(help.syntax().split("[^A-Z0-9]+")))
            .collect(Collectors.toSet());
    assertThat(QueryParser.dslWords()).allMatch(word -> words.contains(word) || isPlural(word));
  }

  private static boolean isPlural(String word) {
    return List.of("LAYER", "NEURONS").contains(word);
  }

  @Test
  void everyDslWordIsExplained() {
    assertThat(QueryParser.dslWords()).allMatch(word -> WordHelp.of(word).isPresent());
    assertThat(WordHelp.of("SELECT")).isEmpty();
  }

  @Test
  void wordListsAreSortedAndApart() {
    assertThat(QueryParser.dslWords()).isSorted().hasSize(38).doesNotHaveDuplicates();
    assertThat(QueryParser.keywords()).isSorted().contains("SELECT", "WITH", "VIEW", "ALTER");
    assertThat(QueryParser.keywords()).doesNotContainAnyElementsOf(QueryParser.dslWords());
  }

  @Test
  void everyDslWordIsAName() {
    for (String word : QueryParser.dslWords()) {
      String text = "CORRELATE MODELS " + word + ", b ON " + word + " AT CHECKPOINT 1";
      assertThat(((Statement.Sql) QueryParser.parse(text)).sql().islands()).hasSize(1);
      text = "SELECT " + word + " FROM t WHERE " + word + " = 1";
      assertThat(((Statement.Sql) QueryParser.parse(text)).sql().islands()).isEmpty();
    }
  }
}
