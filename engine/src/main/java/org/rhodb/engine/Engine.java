package org.rhodb.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.analyze.Analyzer;
import org.rhodb.engine.analyze.QueryAnalysis;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.Connectors;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.machine.RatesFile;
import org.rhodb.engine.origin.RunHearing;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.store.Store;
import org.rhodb.engine.store.StoreOptions;
import org.rhodb.grammar.StatementText;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.Statement.Ingest;

/**
 * An open database. A statement's life, one class a step:
 *
 * <ol>
 *   <li>{@link org.rhodb.grammar.QueryParser} reads the text into a statement with islands;
 *   <li>{@link Session} takes it and {@link StatementRunner} runs each kind;
 *   <li>{@link Analyzer} resolves models, checkpoints, corpora, all errors at once;
 *   <li>{@link org.rhodb.engine.plan.QueryPlanner} makes relational nodes of it;
 *   <li>{@link org.rhodb.engine.optimize.Optimizer} moves what the query says into the islands;
 *   <li>{@link OperatorFactory} gives each island its operator;
 *   <li>{@link org.rhodb.engine.execute.Operator#plan} chooses how, within the memory budget;
 *   <li>{@link QueryRunner} hands the user's text to the store, islands as table functions;
 *   <li>{@link RelationEndpoint} yields the operator's rows to it;
 *   <li>{@link Catalog#recordRun} keeps what was run.
 * </ol>
 *
 * <p>Safe for many threads, one session a thread. Whoever opened it closes it, after its sessions.
 */
public final class Engine implements AutoCloseable {
  private final Options options;
  private final Settings settings;
  private final Store store;
  private final Catalog catalog;
  private final CatalogCommands commands;
  private final OperatorFactory operators = new OperatorFactory();
  private final PlanRegistry plans = new PlanRegistry();
  private final TensorRoom tensors;
  private final AtomicLong schemaVersion = new AtomicLong();
  private final Map<Thread, Session> current = new ConcurrentHashMap<>();
  private final Session background;

  private Engine(Options options, Settings settings, Store store) {
    this.options = options;
    this.settings = settings;
    this.store = store;
    this.catalog = store.catalog();
    Connectors connectors = Connectors.load();
    this.commands =
        new CatalogCommands(
            catalog, connectors, store.tables(), options.folder(), options.isSafe());
    this.tensors =
        new TensorRoom(
            catalog,
            connectors,
            store,
            options.isReadOnly(),
            options.isReadOnly() ? Optional.empty() : options.database(),
            options.rates());
    this.background = openSession();
    RelationEndpoint.all(this).forEach(store::register);
    store.register(new SettingsFunction(() -> currentSession().settings()));
  }

  /**
   * Opens a database and creates it where it is missing. Caller closes.
   *
   * @throws QueryException A206 for a setting that does not exist, R503, R505, R508
   */
  public static Engine open(Options options) {
    Settings settings = initial(options);
    MemoryShares shares = MemoryShares.of(settings);
    StoreOptions storeOptions =
        new StoreOptions(
            options.isReadOnly(),
            options.isSafe(),
            shares.sqlBytes(),
            settings.threads(),
            options.database().isEmpty());
    Store store = Store.open(options.database().orElse(options.folder()), storeOptions);
    try {
      return new Engine(options, settings, store);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  private static Settings initial(Options options) {
    Settings settings = Settings.DEFAULTS;
    for (var entry : options.settings().entrySet()) {
      Optional<Setting> setting = Setting.of(entry.getKey());
      if (setting.isEmpty()) {
        throw QueryException.of(
                ErrorCode.A206, String.format(Locale.ROOT, "unknown setting '%s'", entry.getKey()))
            .withHint(
                Suggestion.hint(
                    entry.getKey(),
                    "settings",
                    Arrays.stream(Setting.values()).map(Setting::key).toList()));
      }
      settings = settings.with(setting.get(), entry.getValue());
    }
    return settings;
  }

  /** Opens a session with the settings of the options. Caller closes. */
  public Session openSession() {
    return new Session(this, store.openSession(), settings, new RunHearing(catalog));
  }

  /** Returns models, corpora and runs. */
  public Catalog catalog() {
    return catalog;
  }

  /** Returns whether the database is never written to. */
  public boolean isReadOnly() {
    return options.isReadOnly();
  }

  /** Returns how many tensors are held; 0 while no statement runs and no result is open. */
  public int openTensors() {
    return tensors.openArrays();
  }

  QueryAnalysis analyze(SqlText sql) {
    return new Analyzer(catalog).analyze(sql);
  }

  /** Runs something of a session, so that relations called in it know whose they are. */
  <T> T inSession(Session session, Supplier<T> action) {
    Thread thread = Thread.currentThread();
    @Nullable Session before = current.put(thread, session);
    try {
      return action.get();
    } finally {
      if (before == null) {
        current.remove(thread);
      } else {
        current.put(thread, before);
      }
    }
  }

  /** Returns the session whose statement is running on this thread, or one of the engine's own. */
  Session currentSession() {
    return current.getOrDefault(Thread.currentThread(), background);
  }

  /** Opens a session whose runs are another's. */
  private Session openBeside(Session session) {
    return new Session(this, store.openSession(), settings, session.hearing());
  }

  /**
   * Runs an input query beside the session's own statement, as the input of a table function must
   * be, and returns its neurons.
   *
   * @throws QueryException A207 if it might not see what the session does
   */
  NeuronSet neurons(Session session, QueryAnalysis input) {
    if (session.state().hasUncommitted()) {
      throw QueryException.of(
              ErrorCode.A207,
              "the input of a table function or view is read beside this transaction, and does not"
                  + " see what it changed")
          .withHint("COMMIT first, or write PERSIST (query) or ABLATE (query) ON ..");
    }
    try (Session beside = openBeside(session)) {
      beside.follow(session);
      return new QueryRunner(
              this,
              beside,
              new StatementText(
                  input.sql().script(),
                  input.sql().position().start(),
                  input.sql().position().end()),
              Parameters.none(),
              session.limit())
          .neurons(input);
    }
  }

  ExecutionContext context(Session session, String statement) {
    return tensors.context(session, statement);
  }

  /** Returns how fast the device is, measured or assumed; empty where no file of rates is used. */
  Optional<RatesFile.Found> rates(Settings given) {
    return options.rates().map(file -> tensors.rates(given));
  }

  /** Returns the operator of INGEST. */
  Operator ingest(Ingest statement, ExecutionContext context) {
    return tensors.ingest(new Analyzer(catalog).analyze(statement), context);
  }

  void schemaChanged() {
    schemaVersion.incrementAndGet();
  }

  long schemaVersion() {
    return schemaVersion.get();
  }

  CatalogCommands commands() {
    return commands;
  }

  OperatorFactory operators() {
    return operators;
  }

  PlanRegistry plans() {
    return plans;
  }

  /** Releases tensors, saves the store and gives up its lock. */
  @Override
  public void close() {
    try {
      background.close();
      tensors.close();
    } finally {
      store.close();
    }
  }
}
