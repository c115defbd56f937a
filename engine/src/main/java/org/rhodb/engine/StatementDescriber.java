package org.rhodb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rhodb.engine.Session.DescribedParameter;
import org.rhodb.engine.Session.Description;
import org.rhodb.engine.execute.ingest.IngestExec;
import org.rhodb.engine.relation.RelationCall;
import org.rhodb.engine.sql.ProtectedTables;
import org.rhodb.engine.store.SqlDescription;
import org.rhodb.engine.store.SqlRequest;
import org.rhodb.engine.store.TimeLimit;
import org.rhodb.grammar.ParameterValues;
import org.rhodb.grammar.SqlRendering;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.tree.Parameter;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.PlacedIsland;
import org.rhodb.grammar.tree.Statement;

/** Says what a statement gives without running it: a method for each kind. */
final class StatementDescriber implements Statement.Visitor<StatementDescriber.Given> {
  private static final String UNKNOWN = "UNKNOWN";
  private static final Given MESSAGE = new Given(QueryResult.Kind.MESSAGE, List.of());

  private final Engine engine;
  private final Session session;
  private final StatementText text;
  private final Map<Integer, String> types = new TreeMap<>();

  private StatementDescriber(Engine engine, Session session, StatementText text) {
    this.engine = engine;
    this.session = session;
    this.text = text;
  }

  /** What a kind of statement gives. */
  record Given(QueryResult.Kind kind, List<ResultColumn> columns) {}

  static Description describe(Engine engine, Session session, StatementText text) {
    List<Parameter> stated = Parsing.parameters(text);
    StatementDescriber describer = new StatementDescriber(engine, session, text);
    Given given = Parsing.parse(text, describer::valueFor).accept(describer);
    Map<Integer, DescribedParameter> parameters = new TreeMap<>();
    int highest = stated.stream().mapToInt(Parameter::number).max().orElse(0);
    for (int number = 1; number <= highest; number++) {
      parameters.put(number, new DescribedParameter("", UNKNOWN));
    }
    for (Parameter parameter : stated) {
      String type = describer.types.getOrDefault(parameter.number(), UNKNOWN);
      parameters.put(parameter.number(), new DescribedParameter(parameter.name(), type));
    }
    return new Description(given.kind, given.columns, List.copyOf(parameters.values()));
  }

  /** Notes what a clause takes, and stands in for the value that is not known yet. */
  private Object valueFor(Parameter parameter, ParameterValues.Wanted wanted) {
    return switch (wanted) {
      case WHOLE_NUMBER -> {
        types.putIfAbsent(parameter.number(), "BIGINT");
        yield 1L;
      }
      case NUMBER -> {
        types.putIfAbsent(parameter.number(), "DOUBLE");
        yield 1.0;
      }
      case TEXT, CONSTANT -> {
        types.putIfAbsent(parameter.number(), "VARCHAR");
        yield "";
      }
    };
  }

  @Override
  public Given visit(Statement.CreateModel statement) {
    return MESSAGE;
  }

  @Override
  public Given visit(Statement.CreateCorpus statement) {
    return MESSAGE;
  }

  @Override
  public Given visit(Statement.Drop statement) {
    return MESSAGE;
  }

  @Override
  public Given visit(Statement.Show statement) {
    return ran(statement);
  }

  @Override
  public Given visit(Statement.Describe statement) {
    return ran(statement);
  }

  @Override
  public Given visit(Statement.SetSetting statement) {
    return MESSAGE;
  }

  @Override
  public Given visit(Statement.Ingest statement) {
    return new Given(
        QueryResult.Kind.ROWS,
        IngestExec.COLUMNS.stream()
            .map(c -> new ResultColumn(c.name(), c.type().name(), c.description()))
            .toList());
  }

  @Override
  public Given visit(Statement.Explain statement) {
    if (statement.statement() instanceof Statement.Sql sql && sql.sql().islands().isEmpty()) {
      return described(Explainer.whole(statement));
    }
    statement.statement().accept(this);
    return new Given(QueryResult.Kind.ROWS, Explainer.COLUMNS);
  }

  @Override
  public Given visit(Statement.Sql statement) {
    return described(statement.sql());
  }

  /** Asks the store about SQL, and about the queries that its islands read. */
  private Given described(SqlText sql) {
    SqlRendering rendering = SqlRendering.of(sql, this::queryFor);
    ProtectedTables.check(session.sql(), rendering);
    SqlRequest request = QueryRunner.request(rendering, List.of(), TimeLimit.NONE);
    SqlDescription description = engine.inSession(session, () -> session.sql().describe(request));
    for (int i = 0; i < rendering.parameters().size(); i++) {
      String type = i < description.parameters().size() ? description.parameters().get(i) : UNKNOWN;
      types.putIfAbsent(rendering.parameters().get(i).number(), type);
    }
    for (PlacedIsland placed : sql.islands()) {
      placed.island().inputs().stream()
          .filter(StatementDescriber::hasParameters)
          .forEach(this::described);
    }
    QueryResult.Kind kind =
        switch (description.kind()) {
          case ROWS -> QueryResult.Kind.ROWS;
          case CHANGES -> QueryResult.Kind.UPDATE;
          case NOTHING -> QueryResult.Kind.MESSAGE;
        };
    return new Given(kind, QueryRunner.described(description.columns(), List.of()));
  }

  private static boolean hasParameters(SqlText sql) {
    return !sql.parameters().isEmpty()
        || sql.islands().stream()
            .flatMap(placed -> placed.island().inputs().stream())
            .anyMatch(StatementDescriber::hasParameters);
  }

  /**
   * Returns what stands for an island while its columns are asked for: its call, which checks its
   * names as well; or, where a value is still missing, no rows of the same columns.
   */
  private String queryFor(PlacedIsland placed) {
    boolean isBound =
        Parsing.parameters(text).stream()
            .noneMatch(
                parameter ->
                    parameter.position().start() >= placed.island().position().start()
                        && parameter.position().end() <= placed.island().position().end());
    if (isBound) {
      String call = RelationCall.of(placed.island());
      return placed.place() == SqlText.Place.QUERY ? "SELECT * FROM " + call : call;
    }
    List<String> columns = new ArrayList<>();
    OperatorFactory.columns(placed.island())
        .forEach(c -> columns.add("NULL::" + c.type() + " AS \"" + c.name() + '"'));
    String rows = "(SELECT " + String.join(", ", columns) + " WHERE false)";
    return placed.place() == SqlText.Place.QUERY ? "SELECT * FROM " + rows : rows;
  }

  /** A statement that costs nothing and changes nothing is run to see its columns. */
  private Given ran(Statement statement) {
    try (QueryResult result =
        statement.accept(
            new StatementRunner(
                engine,
                session,
                text,
                new QueryRunner(engine, session, text, Parameters.none(), TimeLimit.NONE)))) {
      return new Given(result.kind(), result.columns());
    }
  }
}
