package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.rhodb.engine.catalog.RunRecord;

/** The ledger of operator runs in table {@code runs}; times are UTC. */
final class RunTable {

  /** Enters a run and returns its number. */
  long add(Connection connection, RunRecord run) throws SQLException {
    long id = nextId(connection);
    SqlUpdate.run(
        connection,
        "INSERT INTO rhodb.runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        LocalDateTime.ofInstant(run.started(), ZoneOffset.UTC),
        run.operator(),
        run.statement(),
        run.checkpoints(),
        run.corpusHash(),
        run.seeds(),
        run.device(),
        run.threads(),
        run.tokens(),
        run.flops(),
        run.bytes(),
        run.forwardPasses(),
        run.seconds(),
        run.rows(),
        run.detail(),
        run.versions());
    return id;
  }

  private static long nextId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet next = statement.executeQuery("SELECT nextval('rhodb.run_ids')")) {
      next.next();
      return next.getLong(1);
    }
  }
}
