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
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;

/**
 * Part of {@link RhoResultSet} that JDBC wants and results cannot do: changing columns by label.
 */
abstract class UpdatesByLabel extends UpdatesByIndex {

  @Override
  public void updateNull(String label) throws SQLException {
    throw JdbcErrors.unsupported("updateNull");
  }

  @Override
  public void updateBoolean(String label, boolean value) throws SQLException {
    throw JdbcErrors.unsupported("updateBoolean");
  }

  @Override
  public void updateByte(String label, byte value) throws SQLException {
    throw JdbcErrors.unsupported("updateByte");
  }

  @Override
  public void updateShort(String label, short value) throws SQLException {
    throw JdbcErrors.unsupported("updateShort");
  }

  @Override
  public void updateInt(String label, int value) throws SQLException {
    throw JdbcErrors.unsupported("updateInt");
  }

  @Override
  public void updateLong(String label, long value) throws SQLException {
    throw JdbcErrors.unsupported("updateLong");
  }

  @Override
  public void updateFloat(String label, float value) throws SQLException {
    throw JdbcErrors.unsupported("updateFloat");
  }

  @Override
  public void updateDouble(String label, double value) throws SQLException {
    throw JdbcErrors.unsupported("updateDouble");
  }

  @Override
  public void updateBigDecimal(String label, BigDecimal value) throws SQLException {
    throw JdbcErrors.unsupported("updateBigDecimal");
  }

  @Override
  public void updateString(String label, String value) throws SQLException {
    throw JdbcErrors.unsupported("updateString");
  }

  @Override
  public void updateBytes(String label, byte[] value) throws SQLException {
    throw JdbcErrors.unsupported("updateBytes");
  }

  @Override
  public void updateDate(String label, Date value) throws SQLException {
    throw JdbcErrors.unsupported("updateDate");
  }

  @Override
  public void updateTime(String label, Time value) throws SQLException {
    throw JdbcErrors.unsupported("updateTime");
  }

  @Override
  public void updateTimestamp(String label, Timestamp value) throws SQLException {
    throw JdbcErrors.unsupported("updateTimestamp");
  }

  @Override
  public void updateAsciiStream(String label, InputStream value, int length) throws SQLException {
    throw JdbcErrors.unsupported("updateAsciiStream");
  }

  @Override
  public void updateBinaryStream(String label, InputStream value, int length) throws SQLException {
    throw JdbcErrors.unsupported("updateBinaryStream");
  }

  @Override
  public void updateCharacterStream(String label, Reader value, int length) throws SQLException {
    throw JdbcErrors.unsupported("updateCharacterStream");
  }

  @Override
  public void updateObject(String label, Object value, int length) throws SQLException {
    throw JdbcErrors.unsupported("updateObject");
  }

  @Override
  public void updateObject(String label, Object value) throws SQLException {
    throw JdbcErrors.unsupported("updateObject");
  }

  @Override
  public void updateRef(String label, Ref value) throws SQLException {
    throw JdbcErrors.unsupported("updateRef");
  }

  @Override
  public void updateBlob(String label, Blob value) throws SQLException {
    throw JdbcErrors.unsupported("updateBlob");
  }

  @Override
  public void updateClob(String label, Clob value) throws SQLException {
    throw JdbcErrors.unsupported("updateClob");
  }

  @Override
  public void updateArray(String label, Array value) throws SQLException {
    throw JdbcErrors.unsupported("updateArray");
  }

  @Override
  public void updateRowId(String label, RowId value) throws SQLException {
    throw JdbcErrors.unsupported("updateRowId");
  }

  @Override
  public void updateNString(String label, String value) throws SQLException {
    throw JdbcErrors.unsupported("updateNString");
  }

  @Override
  public void updateNClob(String label, NClob value) throws SQLException {
    throw JdbcErrors.unsupported("updateNClob");
  }

  @Override
  public void updateSQLXML(String label, SQLXML value) throws SQLException {
    throw JdbcErrors.unsupported("updateSQLXML");
  }

  @Override
  public void updateNCharacterStream(String label, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateNCharacterStream");
  }

  @Override
  public void updateAsciiStream(String label, InputStream value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateAsciiStream");
  }

  @Override
  public void updateBinaryStream(String label, InputStream value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateBinaryStream");
  }

  @Override
  public void updateCharacterStream(String label, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateCharacterStream");
  }

  @Override
  public void updateBlob(String label, InputStream value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateBlob");
  }

  @Override
  public void updateClob(String label, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateClob");
  }

  @Override
  public void updateNClob(String label, Reader value, long length) throws SQLException {
    throw JdbcErrors.unsupported("updateNClob");
  }

  @Override
  public void updateNCharacterStream(String label, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("updateNCharacterStream");
  }

  @Override
  public void updateAsciiStream(String label, InputStream value) throws SQLException {
    throw JdbcErrors.unsupported("updateAsciiStream");
  }

  @Override
  public void updateBinaryStream(String label, InputStream value) throws SQLException {
    throw JdbcErrors.unsupported("updateBinaryStream");
  }

  @Override
  public void updateCharacterStream(String label, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("updateCharacterStream");
  }

  @Override
  public void updateBlob(String label, InputStream value) throws SQLException {
    throw JdbcErrors.unsupported("updateBlob");
  }

  @Override
  public void updateClob(String label, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("updateClob");
  }

  @Override
  public void updateNClob(String label, Reader value) throws SQLException {
    throw JdbcErrors.unsupported("updateNClob");
  }
}
