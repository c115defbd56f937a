package org.rhodb.shell.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rhodb.engine.corpus.CorpusOption;
import org.rhodb.engine.relation.Relation;
import org.rhodb.grammar.StatementHelp;

/** Statements and relations: the grammar's form, what it means, its columns, examples. */
final class StatementTopics {
  /** What else people call them. */
  private static final Map<StatementHelp, List<String>> ALIASES =
      Map.of(
          StatementHelp.CREATE_MODEL, List.of("create", "model"),
          StatementHelp.CREATE_CORPUS, List.of("corpus", "corpora", "with"),
          StatementHelp.DROP_MODEL, List.of("drop"),
          StatementHelp.INGEST, List.of("ingest"),
          StatementHelp.CORRELATE, List.of("correlate"),
          StatementHelp.UNIVERSAL, List.of("universal"),
          StatementHelp.ACTIVATIONS, List.of("activations", "activations of models"),
          StatementHelp.CHECKPOINTS, List.of("at", "at checkpoint"),
          StatementHelp.DESCRIBE, List.of("desc"),
          StatementHelp.EXPLAIN, List.of("explain analyze", "analyze"));

  private static final String SQL =
      """
      Everything that is not a statement of RhoDB is DuckDB's SQL: SELECT, CREATE TABLE, CREATE VIEW,
      INSERT, COPY (query) TO 'file.parquet', and the rest. A relation of RhoDB (rhodb help correlate,
      universal, persist, ablate, activations) may stand wherever a table may: in FROM, in a join, in
      a subquery, after AS. A ? or $name may stand where a number or text does; programs bind it.
      """;

  private StatementTopics() {}

  static List<HelpTopic> all() {
    List<HelpTopic> topics =
        new ArrayList<>(Arrays.stream(StatementHelp.values()).map(StatementTopics::topic).toList());
    topics.add(
        new HelpTopic("SQL", List.of("select"), "everything else, as DuckDB has it", () -> SQL));
    return topics;
  }

  private static HelpTopic topic(StatementHelp help) {
    return new HelpTopic(
        help.title(), ALIASES.getOrDefault(help, List.of()), help.synopsis(), () -> text(help));
  }

  private static String text(StatementHelp help) {
    StringBuilder text = new StringBuilder();
    text.append(help.title()).append(": ").append(help.synopsis()).append("\n\n  ");
    text.append(HelpText.wrap(help.syntax(), 4, 2)).append("\n\n");
    String details = HelpText.read(help.name().toLowerCase(Locale.ROOT) + ".txt");
    int examples = details.indexOf("\n\n  ") + 1;
    text.append(examples == 0 ? details : details.substring(0, examples));
    Relation.all().stream()
        .filter(relation -> relation.help() == help)
        .forEach(
            relation -> {
              text.append("\ncolumns:\n").append(HelpText.columns(relation.columns()));
              text.append("\nas a function: ").append(relation.function()).append("(..)\n");
            });
    if (help == StatementHelp.CREATE_CORPUS) {
      text.append("\noptions:\n");
      for (CorpusOption option : CorpusOption.values()) {
        text.append(HelpText.entry(option.key(), option.description()));
      }
    }
    text.append("\nfor example:\n  ").append(HelpText.wrap(help.example(), 4, 2)).append(";\n");
    return examples == 0
        ? text.toString()
        : text.append(details.substring(examples + 1)).toString();
  }
}
