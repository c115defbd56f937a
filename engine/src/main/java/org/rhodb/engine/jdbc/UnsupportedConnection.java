package org.rhodb.engine.jdbc;

import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Struct;
import java.util.HashMap;
import java.util.Map;

/**
 * Part of {@link RhoConnection} that JDBC wants and the engine cannot do, or that means nothing
 * here: procedures, savepoints, locators, maps of types, holdability.
 */
abstract class UnsupportedConnection implements Connection {

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    throw JdbcErrors.unsupported("prepareCall");
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    throw JdbcErrors.unsupported("prepareCall");
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    throw JdbcErrors.unsupported("setSavepoint");
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    throw JdbcErrors.unsupported("setSavepoint");
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    throw JdbcErrors.unsupported("rollback");
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    throw JdbcErrors.unsupported("releaseSavepoint");
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    throw JdbcErrors.unsupported("prepareCall");
  }

  @Override
  public Clob createClob() throws SQLException {
    throw JdbcErrors.unsupported("createClob");
  }

  @Override
  public Blob createBlob() throws SQLException {
    throw JdbcErrors.unsupported("createBlob");
  }

  @Override
  public NClob createNClob() throws SQLException {
    throw JdbcErrors.unsupported("createNClob");
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    throw JdbcErrors.unsupported("createSQLXML");
  }

  @Override
  public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
    throw JdbcErrors.unsupported("createStruct");
  }

  /** Throws R509 if the connection is closed. */
  abstract void checkOpen() throws SQLException;

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return new HashMap<>();
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> types) throws SQLException {
    checkOpen();
    if (!types.isEmpty()) {
      throw JdbcErrors.unsupported("a map of types");
    }
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    checkOpen();
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }
}
