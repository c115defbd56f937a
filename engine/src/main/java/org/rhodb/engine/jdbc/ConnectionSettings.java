package org.rhodb.engine.jdbc;

import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Part of {@link RhoConnection} that keeps what clients set, or hears it without effect. */
abstract class ConnectionSettings extends UnsupportedConnection {
  private final ClientInfo clientInfo = new ClientInfo();
  private @Nullable SQLWarning warnings;

  /** A hint that is passed over; the mode of an open database is given in its URL. */
  @Override
  public void setReadOnly(boolean newReadOnly) throws SQLException {
    checkOpen();
  }

  /** Has no effect, as JDBC says of drivers without catalogs. */
  @Override
  public void setCatalog(@Nullable String catalog) throws SQLException {
    checkOpen();
  }

  @Override
  public @Nullable String getCatalog() throws SQLException {
    checkOpen();
    return null;
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    checkOpen();
    if (level != TRANSACTION_SERIALIZABLE && level != TRANSACTION_REPEATABLE_READ) {
      throw JdbcErrors.unsupported("an isolation below snapshots (REPEATABLE_READ)");
    }
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    checkOpen();
    return TRANSACTION_REPEATABLE_READ;
  }

  @Override
  public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    checkOpen();
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    checkOpen();
    return 0;
  }

  /** Adds a warning for whoever asks. */
  void warn(String text) {
    SQLWarning warning = new SQLWarning(text, SqlState.WARNING.code());
    if (warnings == null) {
      warnings = warning;
    } else {
      warnings.setNextWarning(warning);
    }
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warnings;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings = null;
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    checkOpenForInfo();
    String warning = clientInfo.set(name, value);
    if (!warning.isEmpty()) {
      warn(warning);
    }
  }

  /** What is not among the properties is forgotten, as JDBC says. */
  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    checkOpenForInfo();
    clientInfo.clear();
    for (String name : properties.stringPropertyNames()) {
      setClientInfo(name, properties.getProperty(name));
    }
  }

  private void checkOpenForInfo() throws SQLClientInfoException {
    try {
      checkOpen();
    } catch (SQLException e) {
      SQLClientInfoException closed = ClientInfo.ofClosed();
      closed.initCause(e);
      throw closed;
    }
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return clientInfo.get(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    return clientInfo.all();
  }
}
