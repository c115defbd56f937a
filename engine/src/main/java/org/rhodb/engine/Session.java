package org.rhodb.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.Progress;
import org.rhodb.engine.execute.StatementEnd;
import org.rhodb.engine.optimize.OptimizedQuery;
import org.rhodb.engine.optimize.Optimizer;
import org.rhodb.engine.origin.Lineage;
import org.rhodb.engine.origin.RunHearing;
import org.rhodb.engine.origin.RunLog;
import org.rhodb.engine.origin.TableOrigins;
import org.rhodb.engine.plan.PlannedQuery;
import org.rhodb.engine.plan.QueryPlanner;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.SqlRequest;
import org.rhodb.engine.store.StoreSession;
import org.rhodb.engine.store.TimeLimit;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement;

/**
 * One user's conversation with a database: settings, transaction, one statement at a time. Used by
 * one thread, but for {@link #cancel}. Whoever opened it closes it.
 */
public final class Session implements AutoCloseable {
  private static final SqlRequest NOTHING = SqlRequest.of("");

  private final Engine engine;
  private final StoreSession sql;
  private final RunHearing hearing;
  private final TableOrigins origins;
  private final SessionState state = new SessionState();
  private Settings settings;
  private StatementProgress progress = new StatementProgress(Progress.silent());
  private volatile Cancellation cancellation = new Cancellation();
  private StatementEnd end = StatementEnd.none();
  private TimeLimit limit = TimeLimit.NONE;
  private SqlRequest running = NOTHING;
  private Future<?> expiry = CompletableFuture.completedFuture(null);
  private final SchemaReader schema;
  private final QueryPlanner planner;
  private final Optimizer optimizer = new Optimizer();
  private Cancellation.@Nullable Hearing following;
  private boolean isClosed;

  Session(Engine engine, StoreSession sql, Settings settings, RunHearing hearing) {
    this.engine = engine;
    this.hearing = hearing;
    this.origins = new TableOrigins(sql, engine.isReadOnly());
    this.sql = sql;
    this.settings = settings;
    this.schema = new SchemaReader(sql, engine::schemaVersion);
    this.planner = new QueryPlanner(schema);
    sql.onInterrupt(() -> cancellation.cancel());
  }

  /** Returns the statements of a script; never fails, whatever the text. */
  public List<StatementText> split(String script) {
    return QueryParser.split(script);
  }

  /** Runs a text that is one statement. Caller closes the result. */
  public QueryResult execute(String statement) {
    List<StatementText> statements = split(statement);
    if (statements.size() != 1) {
      throw QueryException.of(
          ErrorCode.S101, "one statement is expected; found " + statements.size());
    }
    return execute(statements.get(0));
  }

  /** Runs a statement without parameters or time limit. Caller closes the result. */
  public QueryResult execute(StatementText statement) {
    return execute(statement, Parameters.none(), Duration.ZERO);
  }

  /**
   * Runs a statement. Caller closes the result before the next statement.
   *
   * @param parameters values of the placeholders
   * @param timeout how long it may run; zero: no limit
   * @throws QueryException whatever is wrong with it; positions refer to the statement's script
   */
  public QueryResult execute(StatementText statement, Parameters parameters, Duration timeout) {
    QueryRunner queries =
        new QueryRunner(engine, this, statement, parameters, TimeLimit.of(timeout));
    return execute(statement, parameters, queries);
  }

  /** Runs a statement whose SQL goes to the store in a way of its own. */
  QueryResult execute(StatementText statement, Parameters parameters, QueryRunner queries) {
    checkOpen();
    begin(queries.limit());
    progress.begin();
    parameters.checkUsed(Parsing.parameters(statement));
    Statement parsed = Parsing.parse(statement, parameters);
    StatementRunner runner = new StatementRunner(engine, this, statement, queries);
    try {
      QueryResult result = parsed.accept(runner);
      if (!(result instanceof StoreResult)) {
        end.succeed();
      }
      return result;
    } catch (StackOverflowError e) {
      throw QueryException.at(
              statement.position(), ErrorCode.S104, "the statement is nested too deeply")
          .withCause(e);
    }
  }

  /** A statement begins: it is not cancelled yet, and its time runs. */
  private void begin(TimeLimit newLimit) {
    Cancellation own = new Cancellation();
    cancellation = own;
    end = new StatementEnd();
    limit = newLimit;
    expiry.cancel(false);
    if (!limit.isNone()) {
      expiry = sql.atEnd(limit, () -> own.expire(newLimit.sentence()));
    }
  }

  /** Runs SQL of the current statement, unless that was asked to stop. Caller closes. */
  SqlCursor run(SqlRequest request) {
    running = request;
    try {
      return sql.execute(request, () -> cancellation.check());
    } finally {
      running = NOTHING;
    }
  }

  /** Returns what the store is beginning to run; an empty text between statements. */
  SqlRequest running() {
    return running;
  }

  /**
   * Takes part in a statement of another session: has its settings, looks names up where it does,
   * and stops with it.
   */
  void follow(Session other) {
    settings = other.settings;
    cancellation = other.cancellation;
    end = other.end;
    following = cancellation.onStop(sql::cancel);
    other.state.path().ifPresent(path -> sql.execute(path, List.of()).close());
  }

  /**
   * Runs a statement and, if it gives rows, writes them to a file. Caller closes the result: the
   * number of rows written, or what a statement without rows gives.
   *
   * @param file replaced if it is there
   * @throws QueryException whatever is wrong with the statement, R505 if the file cannot be
   *     written, U303 or U304 for what the format cannot hold
   */
  public QueryResult export(StatementText statement, ExportFormat format, Path file) {
    return new ResultExport(engine, this, statement, file).run(format);
  }

  /**
   * Says what a statement gives, without running it.
   *
   * @return its columns, empty where they are known only once it ran, and its placeholders
   */
  public Description describe(StatementText statement) {
    checkOpen();
    return StatementDescriber.describe(engine, this, statement);
  }

  /**
   * What a statement gives.
   *
   * @param kind what its result will be
   * @param columns columns of its rows
   * @param parameters what its placeholders take, by number, each value once
   */
  public record Description(
      QueryResult.Kind kind, List<ResultColumn> columns, List<DescribedParameter> parameters) {
    public Description {
      columns = List.copyOf(columns);
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * What a placeholder takes.
   *
   * @param name its name without the {@code $}; empty: it has a number only
   * @param typeName the store's SQL type; UNKNOWN where any will do
   */
  public record DescribedParameter(String name, String typeName) {}

  /** Ends the running statement with R506, from any thread; without one it does nothing. */
  public void cancel() {
    cancellation.cancel();
    sql.cancel();
  }

  /**
   * Sets who hears how far long statements are: their operators on the thread that runs them, their
   * SQL on another.
   */
  public void onProgress(Progress listener) {
    StatementProgress heard = new StatementProgress(listener);
    progress = heard;
    sql.onProgress(heard::sql);
  }

  /** Returns models, corpora and runs. */
  public Catalog catalog() {
    return engine.catalog();
  }

  /** Opens a log of this session's operator runs from now on. Caller closes. */
  public RunLog hearRuns() {
    return hearing.open();
  }

  /**
   * Returns where what a statement reads comes from; nothing is run but look-ups.
   *
   * @param parameters as it was executed with
   */
  public Lineage lineage(StatementText statement, Parameters parameters) {
    checkOpen();
    return origins.lineage(Parsing.parse(statement, parameters));
  }

  /** Returns the settings in force. */
  public Settings settings() {
    return settings;
  }

  /** Returns every table and view that SQL can name without quotes, for completion. */
  public List<String> tableNames() {
    List<String> names = new ArrayList<>();
    schema.tables().forEach(t -> names.add(t.name()));
    return names;
  }

  /** Loads and warms the planner, on whatever thread, so that the first relation need not wait. */
  public void warm() {
    planner.warm();
  }

  /** Plans a query and finds what its islands may leave out. */
  OptimizedQuery optimize(
      SqlText text, List<ResolvedIsland> islands, List<? extends @Nullable Object> values) {
    return settings.flag(Setting.PUSHDOWN)
        ? optimizer.optimize(planner.plan(text, islands, values))
        : optimizer.optimize(PlannedQuery.unplanned(islands, CompiledQuery.SWITCHED_OFF));
  }

  void settings(Settings newSettings) {
    settings = newSettings;
  }

  Progress progress() {
    return progress;
  }

  /** Returns how long the current statement may run. */
  TimeLimit limit() {
    return limit;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Returns how the current statement ends, for what waits for that. */
  StatementEnd end() {
    return end;
  }

  RunHearing hearing() {
    return hearing;
  }

  /** Returns whether a transaction is open. */
  public boolean isInTransaction() {
    return state.isInTransaction();
  }

  SessionState state() {
    return state;
  }

  TableOrigins origins() {
    return origins;
  }

  StoreSession sql() {
    return sql;
  }

  private void checkOpen() {
    if (isClosed) {
      throw QueryException.of(ErrorCode.R509, "the session is closed");
    }
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      expiry.cancel(false);
      if (following == null) {
        cancellation.cancel();
      } else {
        following.close();
      }
      sql.close();
    }
  }
}
