package org.rhodb.engine.jdbc;

import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Struct;

/**
 * Part of {@link RhoConnection} that JDBC wants and the engine cannot do: procedures, savepoints,
 * locators.
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
}
