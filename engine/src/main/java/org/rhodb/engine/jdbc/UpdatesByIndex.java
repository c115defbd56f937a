package org.rhodb.engine.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;

/**
 * Part of {@link RhoResultSet} that JDBC wants and results cannot do: changing columns by number.
 */
abstract class UpdatesByIndex implements ResultSet {

  @Override
  public void updateNull(int column) throws SQLException {
    throw JdbcErrors.unsupported("updateNull");
  }

  @Override
  public void updateBoolean(int column, boolean value) throws SQLException {
    throw JdbcErrors.unsupported("updateBoolean");
  }

  @Override
  public void updateByte(int column, byte value) throws SQLException {
    throw JdbcErrors.unsupported("updateByte");
  }

  @Override
  public void updateShort(int column, short value) throws SQLException {
    throw JdbcErrors.unsupported("updateShort");
  }

  @Override
  public void updateInt(int column, int value) throws SQLException {
    throw JdbcErrors.unsupported("updateInt");
  }

  @Override
  public void updateLong(int column, long value) throws SQLException {
    throw JdbcErrors.unsupported("updateLong");
  }

  @Override
  public void updateFloat(int column, float value) throws SQLException {
    throw JdbcErrors.unsupported("updateFloat");
  }

  @Override
  public void updateDouble(int column, double value) throws SQLException {
    throw JdbcErrors.unsupported("updateDouble");
  }

  @Override
  public void updateBigDecimal(int column, BigDecimal value) throws SQLException {
    throw JdbcErrors.unsupported("updateBigDecimal");
  }

  @Override
  public void updateString(int column, String value) throws SQLException {
    throw JdbcErrors.unsupported("updateString");
  }

  @Override
  public void updateBytes(int column, byte[] value) throws SQLException {
    throw JdbcErrors.unsupported("updateBytes");
  }

  @Override
  public void updateDate(int column, Date value) throws SQLException {
    throw JdbcErrors.unsupported("updateDate");
  }

  @Override
  public void updateTime(int column, Time value) throws SQLException {
    throw JdbcErrors.unsupported("updateTime");
  }

  @Override
  public void updateTimestamp(int column, Timestamp value) throws SQLException {
    throw JdbcErrors.unsupported("updateTimestamp");
  }

  @Override
  public void updateAsciiStream(int column, InputStream value, int length) throws SQLException {
    throw JdbcErrors.unsupported("updateAsciiStream");
  }

  @Override
  public void updateBinaryStream(int column, InputStream value, int length) throws SQLException {
    throw JdbcErrors.unsupported("updateBinaryStream");
  }

  @Override
  public void updateCharacterStream(int column, Reader value, int length) throws SQLException {
    throw JdbcErrors.unsupported("updateCharacterStream");
  }

  @Override
  public void updateObject(int column, Object value, int length) throws SQLException {
    throw JdbcErrors.unsupported("updateObject");
  }

  @Override
  public void updateObject(int column, Object value) throws SQLException {
    throw JdbcErrors.unsupported("updateObject");
  }

  @Override
  public void updateRef(int column, Ref value) throws SQLException {
    throw JdbcErrors.unsupported("updateRef");
  }

  @Override
  public void updateBlob(int column, Blob value) throws SQLException {
    throw JdbcErrors.unsupported("updateBlob");
  }

  @Override
  public void updateClob(int column, Clob value) throws SQLException {
    throw JdbcErrors.unsupported("updateClob");
  }

  @Override
  public void updateArray(int column, Array value) throws SQLException {
    throw JdbcErrors.unsupported("updateArray");
  }

  @Override
  public void updateRowId(int column, RowId value) throws SQLException {
    throw JdbcErrors.unsupported("updateRowId");
  }

  @Override
  public void updateNString(int column, String value) throws SQLException {
    throw JdbcErrors.unsupported("updateNString");
  }

  @Override
  public void updateNClob(int column, NClob value) throws SQLException {
    throw JdbcErrors.unsupported("updateNClob");
  }

  @Override
  public void updateSQLXML(int column, SQLXML value) throws SQLException {
    throw JdbcErrors.unsupported("updateSQLXML");
  }

  @Override
  public void updateNCharacterStream(int column, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateNCharacterStream");
  }

  @Override
  public void updateAsciiStream(int column, InputStream value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateAsciiStream");
  }

  @Override
  public void updateBinaryStream(int column, InputStream value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateBinaryStream");
  }

  @Override
  public void updateCharacterStream(int column, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateCharacterStream");
  }

  @Override
  public void updateBlob(int column, InputStream value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateBlob");
  }

  @Override
  public void updateClob(int column, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateClob");
  }

  @Override
  public void updateNClob(int column, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateNClob");
  }

  @Override
  public void updateNCharacterStream(int column, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("updateNCharacterStream");
  }

  @Override
  public void updateAsciiStream(int column, InputStream value) throws SQLException {
    throw JdbcErrors.unsupported("updateAsciiStream");
  }

  @Override
  public void updateBinaryStream(int column, InputStream value) throws SQLException {
    throw JdbcErrors.unsupported("updateBinaryStream");
  }

  @Override
  public void updateCharacterStream(int column, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("updateCharacterStream");
  }

  @Override
  public void updateBlob(int column, InputStream value) throws SQLException {
    throw JdbcErrors.unsupported("updateBlob");
  }

  @Override
  public void updateClob(int column, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("updateClob");
  }

  @Override
  public void updateNClob(int column, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("updateNClob");
  }
}
