package org.rhodb.grammar.build;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/**
 * Builds SET, RESET and DESCRIBE of one plain name. They are SQL as well, so whatever does not fit
 * our rule is left to the store: {@code SET VARIABLE x = 1}, {@code DESCRIBE SELECT 1}.
 */
final class SettingBuilder {
  private final StatementRules rules;
  private final NodeReader reader;

  /** Builds statements that these rules read. */
  SettingBuilder(StatementRules rules) {
    this.rules = rules;
    this.reader = rules.reader();
  }

  /** Builds SET; null if it is SQL only. */
  @Nullable Statement set(int from, SqlText sql) {
    RhoParser.SetSettingContext tree = rules.parseIfFits(from, RhoParser::setSetting);
    return tree == null
        ? null
        : new Statement.SetSetting(
            reader.name(tree.name()), values(tree.settingValue()), sql, sql.position());
  }

  private List<Literal> values(RhoParser.SettingValueContext node) {
    if (node.DEFAULT() != null) {
      return List.of();
    }
    return List.of(
        node.literal() == null
            ? new Literal(reader.name(node.getStart()).text(), reader.position(node))
            : reader.literal(node.literal()));
  }

  /** Builds RESET; null if it is SQL only. */
  @Nullable Statement reset(int from, SqlText sql) {
    RhoParser.ResetSettingContext tree = rules.parseIfFits(from, RhoParser::resetSetting);
    return tree == null
        ? null
        : new Statement.SetSetting(reader.name(tree.name()), List.of(), sql, sql.position());
  }

  /** Builds DESCRIBE of a name; null if it is SQL only. */
  @Nullable Statement describe(int from, SqlText sql) {
    RhoParser.DescribeContext tree = rules.parseIfFits(from, RhoParser::describe);
    return tree == null
        ? null
        : new Statement.Describe(reader.name(tree.name()), sql, sql.position());
  }
}
