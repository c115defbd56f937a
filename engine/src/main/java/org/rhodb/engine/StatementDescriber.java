package org.rhodb.engine;

import java.time.Duration;
import java.util.List;
import org.rhodb.engine.Session.Description;
import org.rhodb.engine.store.SqlDescription;
import org.rhodb.grammar.SqlRendering;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/** Says what a statement gives without running it: a method for each kind. */
final class StatementDescriber implements Statement.Visitor<Description> {
  private static final Description MESSAGE =
      new Description(QueryResult.Kind.MESSAGE, List.of(), 0);

  private final Engine engine;
  private final Session session;
  private final StatementText text;

  StatementDescriber(Engine engine, Session session, StatementText text) {
    this.engine = engine;
    this.session = session;
    this.text = text;
  }

  @Override
  public Description visit(Statement.CreateModel statement) {
    return MESSAGE;
  }

  @Override
  public Description visit(Statement.CreateCorpus statement) {
    return MESSAGE;
  }

  @Override
  public Description visit(Statement.Drop statement) {
    return MESSAGE;
  }

  @Override
  public Description visit(Statement.Show statement) {
    return ran(statement);
  }

  @Override
  public Description visit(Statement.Describe statement) {
    return ran(statement);
  }

  @Override
  public Description visit(Statement.SetSetting statement) {
    return MESSAGE;
  }

  @Override
  public Description visit(Statement.Ingest statement) {
    return new Description(QueryResult.Kind.ROWS, List.of(), 0);
  }

  @Override
  public Description visit(Statement.Explain statement) {
    return new Description(
        QueryResult.Kind.ROWS,
        List.of(new ResultColumn("plan", "VARCHAR", "one line of the plan")),
        0);
  }

  @Override
  public Description visit(Statement.Sql statement) {
    SqlText sql = statement.sql();
    String rendered =
        SqlRendering.of(
                sql,
                placed ->
                    placed.place() == SqlText.Place.QUERY
                        ? "SELECT * FROM " + RelationCall.of(placed.island())
                        : RelationCall.of(placed.island()))
            .text();
    SqlDescription description = engine.inSession(session, () -> session.sql().describe(rendered));
    QueryResult.Kind kind =
        switch (description.kind()) {
          case ROWS -> QueryResult.Kind.ROWS;
          case CHANGES -> QueryResult.Kind.UPDATE;
          case NOTHING -> QueryResult.Kind.MESSAGE;
        };
    return new Description(
        kind,
        QueryRunner.described(description.columns(), List.of()),
        description.parameterCount());
  }

  /** A statement that costs nothing and changes nothing is run to see its columns. */
  private Description ran(Statement statement) {
    try (QueryResult result =
        statement.accept(new StatementRunner(engine, session, text, List.of(), Duration.ZERO))) {
      return new Description(result.kind(), result.columns(), 0);
    }
  }
}
