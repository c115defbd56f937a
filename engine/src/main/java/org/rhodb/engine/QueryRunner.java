package org.rhodb.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.analyze.QueryAnalysis;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NeuronInput;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.StatementEnd;
import org.rhodb.engine.origin.ReplacedWeights;
import org.rhodb.engine.relation.FunctionHints;
import org.rhodb.engine.relation.Relation;
import org.rhodb.engine.relation.RelationCall;
import org.rhodb.engine.relation.RelationName;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.sql.ProtectedTables;
import org.rhodb.engine.store.SourceMap;
import org.rhodb.engine.store.SqlColumn;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.SqlDescription;
import org.rhodb.engine.store.SqlRequest;
import org.rhodb.engine.store.TimeLimit;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.SqlRendering;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.tree.Parameter;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.Place;
import org.rhodb.grammar.tree.SqlText.PlacedIsland;

/**
 * Runs the SQL of one statement in the store: the user's own text, with each island replaced by a
 * call of the table function that yields its operator's rows.
 */
final class QueryRunner {
  private final Engine engine;
  private final Session session;
  private final StatementText statement;
  private final Parameters parameters;
  private final TimeLimit limit;
  private final UnaryOperator<SqlRequest> around;
  private final List<Double> planned = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  QueryRunner(
      Engine engine,
      Session session,
      StatementText statement,
      Parameters parameters,
      TimeLimit limit) {
    this(engine, session, statement, parameters, limit, UnaryOperator.identity());
  }

  /**
   * Creates one that runs what stands around the user's SQL.
   *
   * @param around makes what the store runs of the SQL
   */
  QueryRunner(
      Engine engine,
      Session session,
      StatementText statement,
      Parameters parameters,
      TimeLimit limit,
      UnaryOperator<SqlRequest> around) {
    this.engine = engine;
    this.session = session;
    this.statement = statement;
    this.parameters = parameters;
    this.limit = limit;
    this.around = around;
  }

  /** Returns the values of the statement's placeholders. */
  Parameters parameters() {
    return parameters;
  }

  /** Returns how long the statement may run. */
  TimeLimit limit() {
    return limit;
  }

  /** Runs SQL of our own. */
  QueryResult run(String sql) {
    return run(new SqlRequest(sql, List.of(), SourceMap.none(), limit));
  }

  /** Runs SQL of our own with values in it. */
  QueryResult run(SqlRequest request) {
    return result(request, List.of(), () -> {});
  }

  /** Runs the user's SQL without islands. */
  QueryResult run(SqlText sql) {
    return result(request(sql, island -> ""), List.of(), () -> {});
  }

  /** Runs a statement that keeps its text: islands become calls with all their parameters. */
  QueryResult store(SqlText sql) {
    engine.analyze(sql);
    refuseKept(sql);
    return result(
        request(sql, placed -> call(placed, RelationCall.of(placed.island()))),
        List.of(),
        () -> {});
  }

  /** The input of a relation is kept as text, which has no place for a value. */
  private static void refuseKept(SqlText sql) {
    for (PlacedIsland placed : sql.islands()) {
      for (SqlText input : placed.island().inputs()) {
        if (!input.parameters().isEmpty()) {
          throw QueryException.at(
                  input.parameters().get(0).position(),
                  ErrorCode.A207,
                  "a view or macro keeps this query as text, in which no parameter can stand")
              .withHint("write the value, or store the rows with CREATE TABLE ... AS");
        }
        refuseKept(input);
      }
    }
  }

  /** Plans a query with islands and runs it. */
  QueryResult runWithIslands(SqlText sql) {
    CompiledQuery query = compile(engine.analyze(sql));
    warnings.addAll(query.warnings());
    warnings.addAll(ReplacedWeights.warnings(sql, session.origins(), engine.catalog()));
    List<Long> plans = new ArrayList<>();
    Runnable forget = () -> plans.forEach(engine.plans()::remove);
    try {
      SqlRequest request = registered(query, plans, context(), this::selected);
      return result(request, query.columns(), forget);
    } catch (RuntimeException | Error e) {
      forget.run();
      throw e;
    }
  }

  /** Returns a query with its islands planned, their push-downs found, nothing run. */
  CompiledQuery compile(QueryAnalysis analysis) {
    return CompiledQuery.of(analysis, engine, session, values(analysis.sql().parameters()));
  }

  /** Returns what the operators of this statement run with. */
  ExecutionContext context() {
    return engine.context(
        session, parameters.record(statement.text(), Parsing.parameters(statement)));
  }

  /** Returns the SQL the store runs, with every island's operator registered under its number. */
  SqlRequest registered(
      CompiledQuery query,
      List<Long> plans,
      ExecutionContext context,
      Function<QueryAnalysis, NeuronInput> input) {
    Map<PlacedIsland, String> calls = new HashMap<>();
    for (int i = 0; i < query.islands().size(); i++) {
      PlacedIsland placed = query.analysis().sql().islands().get(i);
      Operator operator = query.operator(i, input, context);
      planned.add(query.plan(i, operator, context).seconds());
      long id = engine.plans().add(operator, context);
      plans.add(id);
      calls.put(placed, call(placed, RelationName.of(placed.island()) + "(plan := " + id + ")"));
    }
    return request(query.analysis().sql(), calls::get);
  }

  /**
   * Runs an input query now, before the statement itself: the store runs one statement a session,
   * and what the input names (a table of an open transaction, say) is seen only in this one.
   */
  private NeuronInput selected(QueryAnalysis input) {
    NeuronSet neurons = neurons(input);
    return () -> neurons;
  }

  /** Returns what each operator was expected to take, in seconds, as its own input was known. */
  List<Double> planned() {
    return List.copyOf(planned);
  }

  /** Returns whether an input query runs a relation of ours, itself or by a view or macro. */
  boolean runsRelation(QueryAnalysis input) {
    if (!input.islands().isEmpty()) {
      return true;
    }
    SqlRequest request = request(input.sql(), island -> "");
    StringBuilder plan = new StringBuilder();
    try (SqlCursor cursor =
        session.run(
            new SqlRequest(
                "EXPLAIN (FORMAT json) " + request.sql(),
                request.parameters(),
                SourceMap.none(),
                limit))) {
      while (cursor.next()) {
        plan.append(cursor.value(cursor.columns().size() - 1));
      }
    } catch (QueryException e) {
      session.cancellation().check();
      return true; // what is wrong with it is said by the run of the statement, at its place
    }
    String text = plan.toString().toLowerCase(Locale.ROOT);
    return Relation.all().stream().anyMatch(relation -> text.contains(relation.function()));
  }

  /** Runs the input query of PERSIST or ABLATE, in this session, and returns its neurons. */
  NeuronSet neurons(QueryAnalysis input) {
    CompiledQuery query = compile(input);
    List<Long> plans = new ArrayList<>();
    try {
      SqlRequest request = registered(query, plans, context(), this::selected);
      try (CursorRowSource rows = new CursorRowSource(session.run(request))) {
        return NeuronSet.read(rows.columns(), rows, engine.catalog());
      }
    } catch (QueryException e) {
      throw explained(e).orAt(input.sql().position());
    } finally {
      plans.forEach(engine.plans()::remove);
    }
  }

  /** Says so where an input query reads a table that WITH names outside of its brackets. */
  private QueryException explained(QueryException error) {
    if (error.code() != ErrorCode.A203) {
      return error;
    }
    for (String table : QueryParser.commonTables(statement)) {
      if (error.getMessage().equalsIgnoreCase("unknown table '" + table + "'")) {
        return error.withHint(
            "the input of PERSIST and ABLATE is a query of its own: move WITH into its brackets");
      }
    }
    return error;
  }

  private SqlRequest request(SqlText sql, Function<PlacedIsland, String> replacement) {
    SqlRendering rendering = SqlRendering.of(sql, replacement);
    warnings.addAll(ProtectedTables.check(session.sql(), rendering));
    return request(rendering, values(rendering.parameters()), limit);
  }

  /** Returns what the store runs, with the way back from its errors to the user's text. */
  static SqlRequest request(
      SqlRendering rendering, List<? extends @Nullable Object> values, TimeLimit limit) {
    SourceMap positions = (start, end) -> Optional.of(rendering.toSource(start));
    return new SqlRequest(rendering.text(), values, positions, limit);
  }

  private List<@Nullable Object> values(List<Parameter> stated) {
    List<@Nullable Object> values = new ArrayList<>();
    stated.forEach(parameter -> values.add(parameters.value(parameter)));
    return values;
  }

  private static String call(PlacedIsland placed, String call) {
    return placed.place() == Place.QUERY ? "SELECT * FROM " + call : call;
  }

  private QueryResult result(SqlRequest request, List<Column> known, Runnable onClose) {
    StatementEnd end = session.end();
    try {
      SqlCursor cursor = engine.inSession(session, () -> session.run(around.apply(request)));
      if (cursor.kind() != SqlDescription.Kind.ROWS) {
        end.succeed();
        engine.schemaChanged();
      }
      return new StoreResult(cursor, described(cursor.columns(), known), warnings, end, onClose);
    } catch (QueryException e) {
      end.fail();
      onClose.run();
      throw FunctionHints.explained(e).orAt(statement.position());
    }
  }

  /** Returns the columns, with what is known of those that come straight from an operator. */
  static List<ResultColumn> described(List<SqlColumn> columns, List<Column> known) {
    Map<String, String> descriptions = new HashMap<>();
    known.forEach(c -> descriptions.put(c.name(), c.description()));
    return columns.stream()
        .map(c -> new ResultColumn(c.name(), c.typeName(), descriptions.getOrDefault(c.name(), "")))
        .toList();
  }
}
