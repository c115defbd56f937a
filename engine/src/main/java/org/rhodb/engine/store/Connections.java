package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** Opens connections to one database and runs the store's own transactions on them. */
final class Connections {
  private final Connection root;
  private final SqlErrors errors;

  Connections(Connection root, SqlErrors errors) {
    this.root = root;
    this.errors = errors;
  }

  /** Work on a connection. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  SqlErrors errors() {
    return errors;
  }

  /** Opens a connection that resolves the catalog's tables without their schema. Caller closes. */
  Connection open() {
    try {
      Connection connection = root.unwrap(DuckDBConnection.class).duplicate();
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET search_path = 'main,rhodb'");
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  /** Runs work that changes nothing. */
  <T> T read(Work<T> work) {
    Connection connection = open();
    try {
      return work.run(connection);
    } catch (SQLException e) {
      throw errors.translate(e);
    } finally {
      close(connection);
    }
  }

  /** Runs work as one transaction: all of it, or after any exception nothing. */
  <T> T write(Work<T> work) {
    Connection connection = open();
    try {
      connection.setAutoCommit(false);
      T result = work.run(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw errors.translate(e);
    } finally {
      // DuckDB rolls back what a connection has not committed when it closes.
      close(connection);
    }
  }

  void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }
}
