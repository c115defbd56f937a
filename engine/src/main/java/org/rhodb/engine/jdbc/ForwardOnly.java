package org.rhodb.engine.jdbc;

import java.io.InputStream;
import java.net.URL;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/**
 * Part of {@link RhoResultSet} that says it only moves forward, and refuses kinds of values that do
 * not exist here.
 */
abstract class ForwardOnly extends UpdatesByLabel {

  @Override
  @Deprecated
  public InputStream getUnicodeStream(int column) throws SQLException {
    throw JdbcErrors.unsupported("getUnicodeStream");
  }

  @Override
  @Deprecated
  public InputStream getUnicodeStream(String label) throws SQLException {
    throw JdbcErrors.unsupported("getUnicodeStream");
  }

  @Override
  public String getCursorName() throws SQLException {
    throw JdbcErrors.unsupported("getCursorName");
  }

  @Override
  public boolean isLast() throws SQLException {
    throw JdbcErrors.unsupported("isLast");
  }

  @Override
  public void beforeFirst() throws SQLException {
    throw JdbcErrors.unsupported("beforeFirst");
  }

  @Override
  public void afterLast() throws SQLException {
    throw JdbcErrors.unsupported("afterLast");
  }

  @Override
  public boolean first() throws SQLException {
    throw JdbcErrors.unsupported("first");
  }

  @Override
  public boolean last() throws SQLException {
    throw JdbcErrors.unsupported("last");
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    throw JdbcErrors.unsupported("absolute");
  }

  @Override
  public boolean relative(int row) throws SQLException {
    throw JdbcErrors.unsupported("relative");
  }

  @Override
  public boolean previous() throws SQLException {
    throw JdbcErrors.unsupported("previous");
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    if (direction != FETCH_FORWARD) {
      throw JdbcErrors.unsupported("setFetchDirection");
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    return FETCH_FORWARD;
  }

  @Override
  public int getType() throws SQLException {
    return TYPE_FORWARD_ONLY;
  }

  @Override
  public int getConcurrency() throws SQLException {
    return CONCUR_READ_ONLY;
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    return false;
  }

  @Override
  public boolean rowInserted() throws SQLException {
    return false;
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    return false;
  }

  @Override
  public void insertRow() throws SQLException {
    throw JdbcErrors.unsupported("insertRow");
  }

  @Override
  public void updateRow() throws SQLException {
    throw JdbcErrors.unsupported("updateRow");
  }

  @Override
  public void deleteRow() throws SQLException {
    throw JdbcErrors.unsupported("deleteRow");
  }

  @Override
  public void refreshRow() throws SQLException {
    throw JdbcErrors.unsupported("refreshRow");
  }

  @Override
  public void cancelRowUpdates() throws SQLException {
    throw JdbcErrors.unsupported("cancelRowUpdates");
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    throw JdbcErrors.unsupported("moveToInsertRow");
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    throw JdbcErrors.unsupported("moveToCurrentRow");
  }

  @Override
  public Ref getRef(int column) throws SQLException {
    throw JdbcErrors.unsupported("getRef");
  }

  @Override
  public Ref getRef(String label) throws SQLException {
    throw JdbcErrors.unsupported("getRef");
  }

  @Override
  public URL getURL(int column) throws SQLException {
    throw JdbcErrors.unsupported("getURL");
  }

  @Override
  public URL getURL(String label) throws SQLException {
    throw JdbcErrors.unsupported("getURL");
  }

  @Override
  public RowId getRowId(int column) throws SQLException {
    throw JdbcErrors.unsupported("getRowId");
  }

  @Override
  public RowId getRowId(String label) throws SQLException {
    throw JdbcErrors.unsupported("getRowId");
  }

  @Override
  public int getHoldability() throws SQLException {
    return HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public NClob getNClob(int column) throws SQLException {
    throw JdbcErrors.unsupported("getNClob");
  }

  @Override
  public NClob getNClob(String label) throws SQLException {
    throw JdbcErrors.unsupported("getNClob");
  }

  @Override
  public SQLXML getSQLXML(int column) throws SQLException {
    throw JdbcErrors.unsupported("getSQLXML");
  }

  @Override
  public SQLXML getSQLXML(String label) throws SQLException {
    throw JdbcErrors.unsupported("getSQLXML");
  }
}
