package org.rhodb.engine.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.QueryException;

/** Driver for {@code jdbc:rhodb:} URLs; see {@link ConnectionUrl} for their keys. */
public final class RhoDriver implements Driver {
  static final int MAJOR_VERSION = 0;
  static final int MINOR_VERSION = 1;

  static {
    register();
  }

  /** Creates a driver; the service loader does. */
  public RhoDriver() {}

  /** For programs that load the class by name, as they did before there was a service loader. */
  private static void register() {
    try {
      DriverManager.registerDriver(new RhoDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public @Nullable Connection connect(String url, @Nullable Properties properties)
      throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    ConnectionUrl parsed =
        ConnectionUrl.parse(url, properties == null ? new Properties() : properties);
    try {
      return new RhoConnection(url, parsed, SharedEngines.ofProcess().lease(parsed));
    } catch (QueryException e) {
      throw JdbcErrors.ofConnect(e);
    }
  }

  @Override
  public boolean acceptsURL(@Nullable String url) throws SQLException {
    if (url == null) {
      throw JdbcErrors.badArgument("the URL is null");
    }
    return ConnectionUrl.isAccepted(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties properties) {
    return ConnectionUrl.describe(properties == null ? new Properties() : properties);
  }

  @Override
  public int getMajorVersion() {
    return MAJOR_VERSION;
  }

  @Override
  public int getMinorVersion() {
    return MINOR_VERSION;
  }

  /** Not a claim to pass the compliance tests, which need SQL-92 in full. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw JdbcErrors.unsupported("a log of the driver's own");
  }
}
