package org.rhodb.engine.relation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rhodb.engine.row.Column;

/**
 * Function from the columns of a table to what they mean, where a relation gave them: a table made
 * by {@code CREATE TABLE u AS UNIVERSAL NEURONS ...}, or a view of it, has no memory of its own.
 */
public final class RelationColumns {
  /** Fewer columns in common say nothing: layer and neuron are in every relation. */
  private static final int LEAST_ALIKE = 5;

  private RelationColumns() {}

  /**
   * Returns what a column holds, by the relation that shares most columns with its table.
   *
   * @param column its name
   * @param table all columns of its table, each {@code name TYPE}
   * @return empty where no relation shares at least five, or it lacks the column
   */
  public static String meaning(String column, List<?> table) {
    Set<?> given = new HashSet<>(table);
    List<Column> best = List.of();
    long most = LEAST_ALIKE - 1;
    for (Relation relation : Relation.all()) {
      List<Column> columns = relation.columns();
      long alike = columns.stream().filter(c -> given.contains(c.name() + " " + c.type())).count();
      if (alike > most) {
        most = alike;
        best = columns;
      }
    }
    return best.stream()
        .filter(c -> c.name().equals(column) && given.contains(c.name() + " " + c.type()))
        .map(Column::description)
        .findFirst()
        .orElse("");
  }
}
