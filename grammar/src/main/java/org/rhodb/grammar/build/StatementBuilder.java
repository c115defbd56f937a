package org.rhodb.grammar.build;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.ParameterValues;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.scan.TextChecks;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/** Builds a statement: tells ours from SQL by the first words, and finds the relations in SQL. */
public final class StatementBuilder {
  private final ScannedText text;
  private final Placeholders placeholders;
  private final StatementRules rules;

  private StatementBuilder(ScannedText text, Placeholders placeholders) {
    this.text = text;
    this.placeholders = placeholders;
    this.rules = new StatementRules(text, placeholders);
  }

  /**
   * Builds the statement a text says. Time and memory grow with its length, whatever its nesting.
   *
   * @param values of the parameters in our statements and relations
   * @throws SyntaxException if it says none
   */
  public static Statement build(StatementText statement, ParameterValues values) {
    TextChecks.refuseLength(statement);
    ScannedText text = ScannedText.of(statement);
    TextChecks.refuseCharacters(statement, text);
    TextChecks.refuseUnclosed(text);
    if (text.size() == 0) {
      throw Complaints.of(statement.position(), "expected a statement; found none");
    }
    return new StatementBuilder(text, new Placeholders(text, values)).statement(0);
  }

  private Statement statement(int from) {
    return switch (text.type(from)) {
      case RhoLexer.EXPLAIN -> explain(from);
      case RhoLexer.INGEST -> new IngestBuilder(rules).ingest(from);
      case RhoLexer.CREATE -> create(from);
      case RhoLexer.DROP -> drop(from);
      case RhoLexer.SHOW ->
          ListingTables.isListing(text, from) ? new CatalogBuilder(rules).show(from) : sql(from);
      case RhoLexer.SET -> orSql(from, new SettingBuilder(rules)::set);
      case RhoLexer.RESET -> orSql(from, new SettingBuilder(rules)::reset);
      case RhoLexer.DESCRIBE, RhoLexer.DESC -> orSql(from, new SettingBuilder(rules)::describe);
      default -> {
        StatementStart.refuseMisspelt(text, from);
        yield sql(from);
      }
    };
  }

  private Statement create(int from) {
    int kind = from + (text.type(from + 1) == RhoLexer.OR ? 3 : 1);
    if (text.type(kind) == RhoLexer.MODEL) {
      return new CatalogBuilder(rules).createModel(from);
    }
    if (text.type(kind) == RhoLexer.CORPUS) {
      return new CatalogBuilder(rules).createCorpus(from);
    }
    StatementStart.refuseMisspeltKind(text, kind);
    return sql(from);
  }

  private Statement drop(int from) {
    int kind = text.type(from + 1);
    if (kind == RhoLexer.MODEL || kind == RhoLexer.CORPUS) {
      return new CatalogBuilder(rules).drop(from);
    }
    StatementStart.refuseMisspeltKind(text, from + 1);
    return sql(from);
  }

  private Statement explain(int from) {
    int inner = from + 1;
    int word = text.type(inner);
    boolean isAnalyze = word == RhoLexer.ANALYZE || word == RhoLexer.ANALYSE;
    inner += isAnalyze ? 1 : 0;
    if (inner >= text.size()) {
      throw Complaints.of(rules.end(), "EXPLAIN takes a statement; found the end of the statement");
    }
    if (text.type(inner) == RhoLexer.EXPLAIN) {
      throw Complaints.of(
          text.position(inner), "EXPLAIN takes a statement other than EXPLAIN; found 'EXPLAIN'");
    }
    if (isStoreOption(inner)) {
      return sql(from);
    }
    return new Statement.Explain(isAnalyze, statement(inner), rules.position(from));
  }

  /**
   * {@code EXPLAIN (FORMAT json) ...} is the store's own, where {@code EXPLAIN (SELECT 1)} is not.
   */
  private boolean isStoreOption(int index) {
    return text.type(index) == RhoLexer.OPEN
        && (text.isWord(index + 1, "FORMAT") || text.isWord(index + 1, "ANALYZE"));
  }

  private Statement sql(int from) {
    SqlText sql = new IslandFinder(text, placeholders).find(from, text.size(), 0);
    return new Statement.Sql(sql, StatementStart.isTextKept(text, from), sql.position());
  }

  /** Builds one of ours that is SQL as well. */
  private interface OrSql {
    /** Returns the statement; null if it is SQL only. */
    @Nullable Statement build(int from, SqlText sql);
  }

  private Statement orSql(int from, OrSql builder) {
    SqlText plain = new SqlText(text.script(), rules.position(from), List.of(), placeholders.all());
    Statement ours = builder.build(from, plain);
    return ours == null ? sql(from) : ours;
  }
}
