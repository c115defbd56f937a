package org.rhodb.engine.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/**
 * Part of {@link RhoPreparedStatement} that JDBC wants and statements cannot do: parameters that
 * are streams or locators.
 */
abstract class UnsupportedParameters extends RhoStatement implements PreparedStatement {
  UnsupportedParameters(RhoConnection connection) {
    super(connection);
  }

  @Override
  public void setAsciiStream(int parameter, InputStream value, int length) throws SQLException {
    throw JdbcErrors.unsupported("setAsciiStream");
  }

  @Override
  @Deprecated
  public void setUnicodeStream(int parameter, InputStream value, int length) throws SQLException {
    throw JdbcErrors.unsupported("setUnicodeStream");
  }

  @Override
  public void setBinaryStream(int parameter, InputStream value, int length) throws SQLException {
    throw JdbcErrors.unsupported("setBinaryStream");
  }

  @Override
  public void setCharacterStream(int parameter, Reader value, int length) throws SQLException {
    throw JdbcErrors.unsupported("setCharacterStream");
  }

  @Override
  public void setRef(int parameter, Ref value) throws SQLException {
    throw JdbcErrors.unsupported("setRef");
  }

  @Override
  public void setBlob(int parameter, Blob value) throws SQLException {
    throw JdbcErrors.unsupported("setBlob");
  }

  @Override
  public void setClob(int parameter, Clob value) throws SQLException {
    throw JdbcErrors.unsupported("setClob");
  }

  @Override
  public void setURL(int parameter, URL value) throws SQLException {
    throw JdbcErrors.unsupported("setURL");
  }

  @Override
  public void setRowId(int parameter, RowId value) throws SQLException {
    throw JdbcErrors.unsupported("setRowId");
  }

  @Override
  public void setNCharacterStream(int parameter, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("setNCharacterStream");
  }

  @Override
  public void setNClob(int parameter, NClob value) throws SQLException {
    throw JdbcErrors.unsupported("setNClob");
  }

  @Override
  public void setClob(int parameter, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("setClob");
  }

  @Override
  public void setBlob(int parameter, InputStream value, long length) throws SQLException {
    throw JdbcErrors.unsupported("setBlob");
  }

  @Override
  public void setNClob(int parameter, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("setNClob");
  }

  @Override
  public void setSQLXML(int parameter, SQLXML value) throws SQLException {
    throw JdbcErrors.unsupported("setSQLXML");
  }

  @Override
  public void setAsciiStream(int parameter, InputStream value, long length) throws SQLException {
    throw JdbcErrors.unsupported("setAsciiStream");
  }

  @Override
  public void setBinaryStream(int parameter, InputStream value, long length) throws SQLException {
    throw JdbcErrors.unsupported("setBinaryStream");
  }

  @Override
  public void setCharacterStream(int parameter, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("setCharacterStream");
  }

  @Override
  public void setAsciiStream(int parameter, InputStream value) throws SQLException {
    throw JdbcErrors.unsupported("setAsciiStream");
  }

  @Override
  public void setBinaryStream(int parameter, InputStream value) throws SQLException {
    throw JdbcErrors.unsupported("setBinaryStream");
  }

  @Override
  public void setCharacterStream(int parameter, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("setCharacterStream");
  }

  @Override
  public void setNCharacterStream(int parameter, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("setNCharacterStream");
  }

  @Override
  public void setClob(int parameter, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("setClob");
  }

  @Override
  public void setBlob(int parameter, InputStream value) throws SQLException {
    throw JdbcErrors.unsupported("setBlob");
  }

  @Override
  public void setNClob(int parameter, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("setNClob");
  }
}
