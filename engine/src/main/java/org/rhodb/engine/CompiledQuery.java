package org.rhodb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.analyze.QueryAnalysis;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NeuronInput;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.optimize.OptimizedQuery;
import org.rhodb.engine.row.Column;
import org.rhodb.grammar.tree.Island;

/**
 * A query with islands after planning and optimising: what each island's operator may leave out.
 *
 * @param optimized bounds of every island, and how they were found
 */
record CompiledQuery(
    QueryAnalysis analysis,
    List<ResolvedIsland> islands,
    OptimizedQuery optimized,
    OperatorFactory operators) {

  /** Why nothing is moved when the user wants it so. */
  static final String SWITCHED_OFF = "SET pushdown = false";

  private static final String REWRITE =
      "; write that part otherwise, or store the rows first: CREATE TABLE t AS SELECT * FROM (..)"
          + " WHERE ..; SET max_rows lets more through";

  CompiledQuery {
    islands = List.copyOf(islands);
  }

  /**
   * Plans a query.
   *
   * @param values of the parameters of its SQL, in the order of the text
   */
  static CompiledQuery of(
      QueryAnalysis analysis,
      Engine engine,
      Session session,
      List<? extends @Nullable Object> values) {
    List<ResolvedIsland> islands = new ArrayList<>();
    for (int i = 0; i < analysis.islands().size(); i++) {
      Island island = analysis.sql().islands().get(i).island();
      islands.add(
          new ResolvedIsland(
              i, island, analysis.islands().get(i), OperatorFactory.columns(island)));
    }
    OptimizedQuery optimized = session.optimize(analysis.sql(), islands, values);
    return new CompiledQuery(analysis, islands, optimized, engine.operators());
  }

  /**
   * Returns the operator of an island.
   *
   * @param input gives the neurons that the input query of PERSIST or ABLATE selects
   * @param context what it will run with
   */
  Operator operator(
      int island, Function<QueryAnalysis, NeuronInput> input, ExecutionContext context) {
    return operators.operator(
        analysis.islands().get(island), optimized.bounds(islands.get(island).id()), input, context);
  }

  /**
   * Returns how an island's operator would run.
   *
   * @throws QueryException at the island; U303 says as well what of the query was not pushed down
   */
  OperatorPlan plan(int island, Operator operator, ExecutionContext context) {
    try {
      return operator.plan(context);
    } catch (QueryException e) {
      QueryException error = e.code() == ErrorCode.U303 ? explained(e, island) : e;
      throw error.orAt(analysis.sql().islands().get(island).island().position());
    }
  }

  private QueryException explained(QueryException tooLarge, int island) {
    String unmoved = optimized.unmoved(islands.get(island).id());
    if (unmoved.isEmpty()) {
      return tooLarge;
    }
    if (optimized.reason().equals(SWITCHED_OFF)) {
      return tooLarge.withHint(unmoved + "; SET pushdown = true moves them into the relation");
    }
    return tooLarge.withHint(
        unmoved + (optimized.reason().isEmpty() ? "; " + tooLarge.hint() : REWRITE));
  }

  /** Returns the columns of all islands. */
  List<Column> columns() {
    return islands.stream().flatMap(i -> i.columns().stream()).toList();
  }

  /**
   * Returns what the user should know: that and why nothing was moved, unless they asked for it.
   */
  List<String> warnings() {
    return optimized.reason().isEmpty() || optimized.reason().equals(SWITCHED_OFF)
        ? List.of()
        : List.of("ran without push-downs: " + optimized.reason());
  }
}
