package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.rhodb.engine.catalog.RunRecord;

/** The ledger of operator runs in table {@code runs}; times are UTC. */
final class RunTable {

  boolean add(Connection connection, RunRecord run) throws SQLException {
    return SqlUpdate.run(
            connection,
            "INSERT INTO rhodb.runs VALUES"
                + " (nextval('rhodb.run_ids'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            run.versions())
        == 1;
  }
}
