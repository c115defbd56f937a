package org.rhodb.engine.jdbc;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.ErrorReport;
import org.rhodb.engine.error.QueryException;

/** Function from the engine's errors to JDBC's, with the SQLState that clients decide by. */
final class JdbcErrors {
  private JdbcErrors() {}

  /**
   * Returns an error of a statement.
   *
   * @param script the text its position refers to; empty if there is none
   */
  static SQLException of(QueryException error, String script) {
    String message = ErrorReport.render(error, script).strip();
    String state = SqlState.of(error).code();
    int vendorCode = number(error.code());
    if (error.code() == ErrorCode.R507) {
      return new SQLTimeoutException(message, state, vendorCode, error);
    }
    return switch (state.substring(0, 2)) {
      case "42" -> new SQLSyntaxErrorException(message, state, vendorCode, error);
      case "23" -> new SQLIntegrityConstraintViolationException(message, state, vendorCode, error);
      case "22" -> new SQLDataException(message, state, vendorCode, error);
      case "40" -> new SQLTransactionRollbackException(message, state, vendorCode, error);
      case "0A" -> new SQLFeatureNotSupportedException(message, state, vendorCode, error);
      case "08" -> new SQLNonTransientConnectionException(message, state, vendorCode, error);
      case "28" -> new SQLInvalidAuthorizationSpecException(message, state, vendorCode, error);
      default -> new SQLException(message, state, vendorCode, error);
    };
  }

  /** Returns the error of opening a database, which is 08001 unless access was refused. */
  static SQLException ofConnect(QueryException error) {
    SQLException general = of(error, "");
    return general.getSQLState().equals(SqlState.ACCESS.code())
        ? general
        : new SQLNonTransientConnectionException(
            general.getMessage(), SqlState.CANNOT_CONNECT.code(), general.getErrorCode(), error);
  }

  /** Returns the error of a URL that cannot be connected to. */
  static SQLException ofUrl(ErrorCode code, String message) {
    return new SQLNonTransientConnectionException(
        text(code, message), SqlState.CANNOT_CONNECT.code(), number(code));
  }

  /** Returns the error of a method that does not exist here. */
  static SQLFeatureNotSupportedException unsupported(String method) {
    return new SQLFeatureNotSupportedException(
        text(ErrorCode.U305, method + " is not supported by RhoDB"),
        SqlState.NOT_SUPPORTED.code(),
        number(ErrorCode.U305));
  }

  /** Returns the error of a connection that is closed. */
  static SQLException connectionClosed() {
    return new SQLNonTransientConnectionException(
        text(ErrorCode.R509, "the connection is closed"),
        SqlState.CONNECTION_CLOSED.code(),
        number(ErrorCode.R509));
  }

  /** Returns the error of a statement or result that is closed. */
  static SQLException closed(String what) {
    return of(ErrorCode.R509, SqlState.CLOSED, "the " + what + " is closed");
  }

  /** Returns the error of a column, parameter or argument that does not exist or fit. */
  static SQLException badArgument(String message) {
    return of(ErrorCode.A207, SqlState.BAD_ARGUMENT, message);
  }

  /** Returns a statement's text, which clients may not leave out. */
  static String checkText(@Nullable String sql) throws SQLException {
    if (sql == null) {
      throw badArgument("the statement is null");
    }
    return sql;
  }

  /** Returns the error of a value that the asked type cannot hold. */
  static SQLException badConversion(Object value, String wanted) {
    String text = String.valueOf(value);
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return of(
        ErrorCode.A208, SqlState.CANNOT_CONVERT, "'" + shown + "' cannot be read as " + wanted);
  }

  /** Returns an error of the driver's own. */
  static SQLException of(ErrorCode code, SqlState state, String message) {
    return state.code().startsWith("22")
        ? new SQLDataException(text(code, message), state.code(), number(code))
        : new SQLException(text(code, message), state.code(), number(code));
  }

  private static String text(ErrorCode code, String message) {
    return "error " + code + ": " + message;
  }

  private static int number(ErrorCode code) {
    return Integer.parseInt(code.name().substring(1));
  }
}
