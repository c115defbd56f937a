package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.ActivationShards;
import org.rhodb.engine.catalog.AnswerStore;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CorpusConnector;
import org.rhodb.engine.catalog.SketchShards;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * An open database: SQL sessions, relations made in Java, the catalog, corpora and shards.
 *
 * <p>One process writes a database, or several read it. Safe for use by many threads, one session a
 * thread.
 */
public final class Store implements AutoCloseable {
  /** SQL's share of the memory limit is a quarter of it. */
  private static final int SHARES = 4;

  private final @Nullable Path folder;
  private final StoreOptions options;
  private final Connection root;
  private final @Nullable FolderClaim claim;
  private final Failures failures = new Failures();
  private final SqlErrors errors = new SqlErrors(failures);
  private final DriverInternals internals = new DriverInternals();
  private final Connections connections;
  private final StoredCatalog catalog;
  private final StoredAnswers answers;
  private final ColumnarTexts tables;
  private final ShardStore shards;
  private final @Nullable Path scratch;
  private final ScheduledExecutorService timer;
  private final AsideSpace aside;
  private final Set<StoreSession> sessions = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  private Store(
      @Nullable Path folder, StoreOptions options, Connection root, @Nullable FolderClaim claim) {
    this.folder = folder;
    this.options = options;
    this.root = root;
    this.claim = claim;
    this.timer = timer();
    this.aside = AsideSpace.within(options.memoryLimitBytes());
    this.connections = new Connections(root, errors);
    this.tables = new ColumnarTexts(connections, internals);
    this.scratch = folder == null ? ScratchFolder.create() : null;
    this.shards =
        new ShardStore(
            connections,
            folder == null ? requireNonNull(scratch) : new StoreFolder(folder).shards(),
            options.isReadOnly());
    ReuseSpace space = new ReuseSpace(connections, shards, folder == null);
    this.catalog = new StoredCatalog(connections, space, options.isReadOnly());
    this.answers = new StoredAnswers(connections, space, options.isReadOnly());
  }

  /**
   * Opens a database folder and creates it where it is missing; in memory, the path is not looked
   * at. Caller closes.
   *
   * @throws QueryException R503 if another process has it open, R505 if it cannot be written, R508
   *     if it is no database
   */
  public static Store open(Path path, StoreOptions options) {
    requireNonNull(options, "options is null");
    if (options.isInMemory()) {
      return new Store(null, options, Database.openInMemory(options), null).prepared();
    }
    StoreFolder folder = StoreFolder.open(path, options.isReadOnly());
    FolderClaim claim = FolderClaim.take(folder.path());
    try {
      Connection root = Database.open(folder, options);
      return new Store(folder.path(), options, root, claim).prepared();
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  private Store prepared() {
    try {
      CatalogSchema.prepare(root, options.isReadOnly());
      if (scratch != null) {
        Database.spillTo(root, scratch);
      }
      if (!options.isReadOnly()) {
        shards.clean();
      }
      if (options.isSafe()) {
        Database.lockDown(root, folder);
      }
      return this;
    } catch (SQLException e) {
      QueryException error = errors.translate(e);
      closeQuietly();
      throw error;
    } catch (RuntimeException e) {
      closeQuietly();
      throw e;
    }
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "rhodb-store-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Opens a session. Caller closes; closing the store closes it too. */
  public StoreSession openSession() {
    checkOpen();
    StoreSession session =
        new StoreSession(
            connections.open(),
            folder == null ? Database.IN_MEMORY : Database.IN_FILE,
            errors,
            internals,
            timer,
            aside,
            SHARES * options.memoryLimitBytes(),
            sessions::remove);
    sessions.add(session);
    return session;
  }

  /**
   * Makes a relation callable from SQL by its name, in every session. Views and macros that call it
   * are stored with the database and need it registered again after the next open.
   */
  public void register(RelationFunction function) {
    checkOpen();
    try {
      new FunctionBridge(function, failures).register(root);
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  /** Returns whether nothing can be written. */
  public boolean isReadOnly() {
    return options.isReadOnly();
  }

  /** Returns the catalog. */
  public Catalog catalog() {
    return catalog;
  }

  /** Returns the files beside the catalog; in memory, files that are gone at close. */
  public ShardStore shards() {
    return shards;
  }

  /** Returns the ingested activations among the shards. */
  public ActivationShards activations() {
    return new StoredActivations(shards);
  }

  /** Returns what statements left for later ones. */
  public AnswerStore answers() {
    return answers;
  }

  /** Returns the kept sketches among the shards. */
  public SketchShards sketches() {
    return new StoredSketches(shards);
  }

  /** Returns what reads columnar corpus files. */
  public CorpusConnector.TableReader tables() {
    return tables;
  }

  private void checkOpen() {
    if (isClosed) {
      throw QueryException.of(ErrorCode.R509, "the database is closed");
    }
  }

  /** Closes all sessions, saves everything into {@code catalog.duckdb} and releases the lock. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    for (StoreSession session : sessions) {
      session.close();
    }
    timer.shutdownNow();
    try {
      if (!options.isReadOnly() && !options.isInMemory()) {
        save();
      }
    } finally {
      closeQuietly();
    }
  }

  private void save() {
    try (Statement statement = root.createStatement()) {
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  private void closeQuietly() {
    isClosed = true;
    timer.shutdownNow();
    try {
      root.close();
    } catch (SQLException e) {
      // Nothing is left to lose: what could be saved has been.
    } finally {
      if (claim != null) {
        claim.close();
      }
      if (scratch != null) {
        ScratchFolder.delete(scratch);
      }
    }
  }
}
