package org.rhodb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.QueryAnalysis;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.relation.Relation;
import org.rhodb.engine.relation.RelationDsl;
import org.rhodb.engine.relation.RowsAbove;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.sql.CallPlaces;
import org.rhodb.engine.store.RelationFunction;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/**
 * A DSL relation as a table function of the store: by the number of a planned operator, or with all
 * its parameters, as views, macros and tools call it that know no DSL.
 */
final class RelationEndpoint implements RelationFunction {
  private static final String PLAN = "plan";

  private final String name;
  private final List<Parameter> parameters;
  private final Engine engine;

  private RelationEndpoint(Relation relation, Engine engine) {
    this.name = relation.function();
    this.engine = engine;
    this.parameters = new ArrayList<>();
    relation.parameters().forEach(p -> parameters.add(new Parameter(p.key(), p.type())));
    parameters.add(new Parameter(PLAN, ColumnType.BIGINT));
  }

  /** Returns the endpoints of all relations. */
  static List<RelationEndpoint> all(Engine engine) {
    return Relation.all().stream().map(r -> new RelationEndpoint(r, engine)).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Bound bind(Map<String, Object> arguments) {
    Object plan = arguments.get(PLAN);
    if (plan != null) {
      PlanRegistry.Planned planned = engine.plans().get(((Number) plan).longValue());
      return new OperatorCall(planned.operator(), planned.context(), Double.NEGATIVE_INFINITY);
    }
    Session session = engine.currentSession();
    CallPlaces places = CallPlaces.of(session.running(), name, arguments);
    RelationDsl dsl = written(arguments, places);
    IslandAnalysis island = analyze(dsl, places);
    Double rho = (Double) arguments.get("rho");
    if (rho != null && rho.isNaN()) {
      throw places.at("rho", QueryException.of(ErrorCode.A207, "rho takes a number; found NaN"));
    }
    Bounds bounds =
        rho == null
            ? Bounds.NONE
            : Bounds.of("rho", ColumnBounds.between(rho, Double.POSITIVE_INFINITY));
    ExecutionContext context = engine.context(session, dsl.text());
    Operator operator =
        engine
            .operators()
            .operator(island, bounds, input -> () -> neurons(session, input, places), context);
    return new OperatorCall(operator, context, rho == null ? Double.NEGATIVE_INFINITY : rho);
  }

  private RelationDsl written(Map<String, Object> arguments, CallPlaces places) {
    try {
      return RelationDsl.of(name, arguments);
    } catch (QueryException e) {
      throw places.name().map(e::orAt).orElse(e);
    }
  }

  private IslandAnalysis analyze(RelationDsl dsl, CallPlaces places) {
    try {
      return engine.analyze(relation(dsl.text())).islands().get(0);
    } catch (QueryException e) {
      throw e.movedTo(
          position -> dsl.parameterAt(position.start()).flatMap(places::argument).or(places::name));
    }
  }

  private NeuronSet neurons(Session session, QueryAnalysis input, CallPlaces places) {
    try {
      return engine.neurons(session, input);
    } catch (QueryException e) {
      QueryException bare = e.movedTo(position -> Optional.empty());
      throw places.at("neurons", explained(session, bare));
    }
  }

  /** Says so where the input names a temporary table, which only its own session sees. */
  private QueryException explained(Session session, QueryException error) {
    for (String table : session.state().temporary()) {
      if (error.getMessage().equalsIgnoreCase("unknown table '" + table + "'")) {
        return QueryException.of(
                ErrorCode.A207,
                "functions cannot read temporary tables, such as '"
                    + table
                    + "': their input is read beside this session")
            .withHint(
                "write "
                    + name.toUpperCase(Locale.ROOT)
                    + " (SELECT * FROM "
                    + table
                    + ") .. instead of the function, or create the table without TEMP");
      }
    }
    return error;
  }

  /** Returns the text as one relation and nothing else. */
  private static SqlText relation(String dsl) {
    Statement statement = Parsing.parse(new StatementText(dsl, 0, dsl.length()), Parameters.none());
    if (statement instanceof Statement.Sql sql
        && sql.sql().islands().size() == 1
        && sql.sql().islands().get(0).island().position().end() == dsl.length()) {
      return sql.sql();
    }
    throw QueryException.of(ErrorCode.A207, "the parameters do not describe a relation: " + dsl);
  }

  /** A call that is bound to an operator; rows with rho at or below the given one are left out. */
  private record OperatorCall(Operator operator, ExecutionContext context, double rho)
      implements Bound {
    @Override
    public List<Column> columns() {
      return operator.columns();
    }

    @Override
    public long estimatedRows() {
      return -1;
    }

    @Override
    public RowSource open(List<Integer> usedColumns) {
      RowSource rows = operator.open(context);
      return rho == Double.NEGATIVE_INFINITY ? rows : new RowsAbove(rows, operator.columns(), rho);
    }
  }
}
