package org.rhodb.engine.analyze;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.rhodb.grammar.tree.SqlText;

/**
 * SQL with the names in its islands resolved.
 *
 * @param sql the user's text
 * @param islands one analysis for each of {@link SqlText#islands()}, in that order
 */
public record QueryAnalysis(SqlText sql, List<IslandAnalysis> islands) {

  public QueryAnalysis {
    requireNonNull(sql, "sql is null");
    islands = List.copyOf(islands);
    if (islands.size() != sql.islands().size()) {
      throw new IllegalArgumentException(
          islands.size() + " analyses for " + sql.islands().size() + " islands");
    }
  }
}
