package org.rhodb.engine.plan;

import java.util.List;
import org.rhodb.engine.row.Column;
import org.rhodb.grammar.tree.Island;

/** A DSL relation as the planner needs to know it: which it is and what columns it has. */
public interface PlannedIsland {

  /** Returns its number, unique in the statement; shown by EXPLAIN. */
  int id();

  /** Returns the relation as parsed; its kind decides the node. */
  Island island();

  /** Returns its columns, in order. */
  List<Column> columns();

  /** Returns what it computes in a few words, such as {@code alias@4000, caprica@4000 on pile}. */
  String describe();
}
