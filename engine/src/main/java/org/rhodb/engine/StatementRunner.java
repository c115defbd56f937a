package org.rhodb.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.origin.RunLog;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.sql.ChangedTable;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/** Runs one parsed statement in a session: a method for each kind. */
final class StatementRunner implements Statement.Visitor<QueryResult> {
  private final Engine engine;
  private final Session session;
  private final StatementText text;
  private final QueryRunner queries;

  StatementRunner(Engine engine, Session session, StatementText text, QueryRunner queries) {
    this.engine = engine;
    this.session = session;
    this.text = text;
    this.queries = queries;
  }

  @Override
  public QueryResult visit(Statement.CreateModel statement) {
    checkCatalogChange();
    return engine.commands().create(statement, session.progress(), session.cancellation());
  }

  @Override
  public QueryResult visit(Statement.CreateCorpus statement) {
    checkCatalogChange();
    return engine.commands().create(statement, session.progress(), session.cancellation());
  }

  @Override
  public QueryResult visit(Statement.Drop statement) {
    checkCatalogChange();
    return engine.commands().drop(statement);
  }

  @Override
  public QueryResult visit(Statement.Show statement) {
    return switch (statement.listing()) {
      case MODELS -> Listings.models(engine.catalog());
      case CHECKPOINTS -> Listings.checkpoints(engine.catalog());
      case CORPORA -> Listings.corpora(engine.catalog());
      case SETTINGS -> Listings.settings(session.settings());
      case RUNS -> queries.run("SELECT * FROM " + session.sql().own("runs") + " ORDER BY id");
    };
  }

  @Override
  public QueryResult visit(Statement.Describe statement) {
    Optional<ModelEntry> model = engine.catalog().model(statement.name().text());
    if (model.isPresent()) {
      return Listings.model(model.get());
    }
    Optional<CorpusEntry> corpus = engine.catalog().corpus(statement.name().text());
    return corpus.isPresent() ? Listings.corpus(corpus.get()) : queries.run(statement.sql());
  }

  @Override
  public QueryResult visit(Statement.SetSetting statement) {
    Optional<Setting> setting = Setting.of(statement.name().text());
    if (setting.isEmpty()) {
      return passOn(statement);
    }
    try {
      Settings changed =
          statement.values().isEmpty()
              ? session.settings().without(setting.get())
              : session
                  .settings()
                  .with(setting.get(), statement.values().get(0).value().toString());
      session.settings(changed);
      return FixedResult.message(setting.get().key() + " = " + changed.text(setting.get()));
    } catch (QueryException e) {
      throw e.orAt(
          statement.values().isEmpty()
              ? statement.name().position()
              : statement.values().get(0).position());
    }
  }

  /** A setting that is not ours may be the store's. */
  private QueryResult passOn(Statement.SetSetting statement) {
    try {
      QueryResult result = queries.run(statement.sql());
      session.state().ran(statement.sql().text(), result.kind());
      return result;
    } catch (QueryException e) {
      List<String> names = Arrays.stream(Setting.values()).map(Setting::key).toList();
      boolean isUnknown =
          e.code() == ErrorCode.A203 || e.code() == ErrorCode.A206 || e.code() == ErrorCode.A208;
      if (!isUnknown || Suggestion.nearest(statement.name().text(), names).isEmpty()) {
        throw e;
      }
      throw QueryException.at(
              statement.name().position(),
              ErrorCode.A206,
              String.format(Locale.ROOT, "unknown setting '%s'", statement.name().text()))
          .withHint(Suggestion.hint(statement.name().text(), "settings", names))
          .withCause(e);
    }
  }

  @Override
  public QueryResult visit(Statement.Ingest statement) {
    checkCatalogChange();
    ExecutionContext context = queries.context();
    Operator operator = engine.ingest(statement, context);
    return new OperatorResult(operator.columns(), operator.open(context));
  }

  @Override
  public QueryResult visit(Statement.Explain statement) {
    return new Explainer(engine, session, text, queries).explain(statement);
  }

  @Override
  public QueryResult visit(Statement.Sql statement) {
    SqlText sql = statement.sql();
    Optional<ChangedTable> changed = ChangedTable.of(sql);
    try (RunLog log = session.hearRuns()) {
      QueryResult result =
          session
              .origins()
              .recording(
                  sql, changed, log, () -> run(statement), r -> r.kind() == QueryResult.Kind.ROWS);
      session.state().ran(sql.text(), result.kind());
      changed
          .filter(ChangedTable::isTemporary)
          .ifPresent(made -> session.state().madeTemporary(made.name()));
      return result;
    } catch (QueryException e) {
      session.state().failed(sql.text(), e);
      throw e;
    }
  }

  private QueryResult run(Statement.Sql statement) {
    SqlText sql = statement.sql();
    if (sql.islands().isEmpty()) {
      return queries.run(sql);
    }
    return statement.persistsText() ? queries.store(sql) : queries.runWithIslands(sql);
  }

  /** The catalog is changed in a transaction of its own, and files with it. */
  private void checkCatalogChange() {
    if (engine.isReadOnly()) {
      throw QueryException.at(text.position(), ErrorCode.R504, "the database was opened read-only")
          .withHint("open it without --read-only to change the catalog");
    }
    if (session.isInTransaction()) {
      throw QueryException.at(
              text.position(),
              ErrorCode.A208,
              "a statement that changes models, corpora or ingested activations takes effect at"
                  + " once: it cannot stand in a transaction, which ROLLBACK could not undo")
          .withHint("COMMIT or ROLLBACK first; over JDBC, setAutoCommit(true)");
    }
  }
}
