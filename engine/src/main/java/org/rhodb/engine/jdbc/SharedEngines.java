package org.rhodb.engine.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.machine.RatesFile;

/**
 * The engines that connections of this process hold open, one a database folder.
 *
 * <p>The one place with state that outlives its callers: a folder has one writer a process, and
 * JDBC gives connections no common owner that could hold the engine.
 */
final class SharedEngines {
  private static final SharedEngines OF_PROCESS = new SharedEngines();

  private final Map<Path, Holding> holdings = new HashMap<>();

  private SharedEngines() {}

  static SharedEngines ofProcess() {
    return OF_PROCESS;
  }

  /** An engine with the number of connections that use it. */
  private static final class Holding {
    private final Engine engine;
    private final ConnectionUrl url;
    private int users = 1;

    Holding(Engine engine, ConnectionUrl url) {
      this.engine = engine;
      this.url = url;
    }
  }

  /** A connection's share of an engine. */
  interface Lease {
    /** Returns the engine. */
    Engine engine();

    /** Gives the share back; the last one closes the engine. */
    void release();
  }

  /**
   * Opens a database, or takes a share in it if it is open already.
   *
   * @throws SQLException 08001 if it is open with another mode
   */
  synchronized Lease lease(ConnectionUrl url) throws SQLException {
    if (url.database().isEmpty()) {
      return new PrivateLease(Engine.open(options(url)));
    }
    Path key = real(url.database().get());
    Holding holding = holdings.get(key);
    if (holding == null) {
      holding = new Holding(Engine.open(options(url)), url);
      holdings.put(real(key), holding);
    } else if (holding.url.isReadOnly() != url.isReadOnly()
        || holding.url.isSafe() != url.isSafe()) {
      throw JdbcErrors.ofUrl(
          ErrorCode.R508,
          "'"
              + key
              + "' is open in this process with another mode; close those connections, or use mode="
              + (holding.url.isReadOnly() ? "read_only" : "read_write")
              + ";safe="
              + holding.url.isSafe());
    } else {
      holding.users++;
    }
    return new SharedLease(key, holding);
  }

  private static Options options(ConnectionUrl url) {
    Options options = url.database().map(Options::of).orElseGet(Options::inMemory);
    return options
        .withReadOnly(url.isReadOnly())
        .withSafe(url.isSafe())
        .withSettings(url.settings())
        .withRates(RatesFile.ofUser(System.getenv()));
  }

  /** The same folder by any way of writing it; as written where it does not exist yet. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (java.io.IOException e) {
      return path;
    }
  }

  private synchronized void release(Path key, Holding holding) {
    holding.users--;
    if (holding.users == 0) {
      holdings.remove(key);
      holdings.remove(real(key));
      holding.engine.close();
    }
  }

  private record PrivateLease(Engine engine) implements Lease {
    @Override
    public void release() {
      engine.close();
    }
  }

  private final class SharedLease implements Lease {
    private final Path key;
    private final Holding holding;
    private boolean isReleased;

    SharedLease(Path key, Holding holding) {
      this.key = key;
      this.holding = holding;
    }

    @Override
    public Engine engine() {
      return holding.engine;
    }

    @Override
    public void release() {
      if (!isReleased) {
        isReleased = true;
        SharedEngines.this.release(key, holding);
      }
    }
  }
}
