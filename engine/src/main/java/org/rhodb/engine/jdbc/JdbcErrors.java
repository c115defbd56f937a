package org.rhodb.engine.jdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
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
    String state = state(error.code());
    int vendorCode = Integer.parseInt(error.code().name().substring(1));
    if (error.code() == ErrorCode.R507) {
      return new SQLTimeoutException(message, state, vendorCode, error);
    }
    return switch (state.substring(0, 2)) {
      case "42" -> new SQLSyntaxErrorException(message, state, vendorCode, error);
      case "0A" -> new SQLFeatureNotSupportedException(message, state, vendorCode, error);
      case "08" -> new SQLNonTransientConnectionException(message, state, vendorCode, error);
      case "28" -> new SQLInvalidAuthorizationSpecException(message, state, vendorCode, error);
      default -> new SQLException(message, state, vendorCode, error);
    };
  }

  /** Returns the error of opening a database, which is 08001 unless access was refused. */
  static SQLException ofConnect(QueryException error) {
    SQLException general = of(error, "");
    return general.getSQLState().equals("28000")
        ? general
        : new SQLNonTransientConnectionException(
            general.getMessage(), "08001", general.getErrorCode(), error);
  }

  /** Returns the error of a method that does not exist here. */
  static SQLException unsupported(String method) {
    return new SQLFeatureNotSupportedException(
        "error U305: " + method + " is not supported by RhoDB", "0A000", 305);
  }

  /** Returns the error of a connection, statement or result that is closed. */
  static SQLException closed(String what) {
    return new SQLException("error R509: the " + what + " is closed", "08003", 509);
  }

  /** Returns the error of a column, parameter or argument that does not exist or fit. */
  static SQLException badArgument(String message) {
    return new SQLException("error A207: " + message, "22023", 207);
  }

  /** Returns the error of a value that the asked type cannot hold. */
  static SQLException badConversion(Object value, String wanted) {
    String text = String.valueOf(value);
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new SQLException(
        "error A208: '" + shown + "' cannot be read as " + wanted, "22018", 208);
  }

  private static String state(ErrorCode code) {
    return switch (code) {
      case S101, S102, S105, S106 -> "42601";
      case S103 -> "22021";
      case S104 -> "54001";
      case A201, A202, A203, A204 -> "42704";
      case A205 -> "42710";
      case A206, A207 -> "22023";
      case A208, A209, A210, A212, A213 -> "42000";
      case A211 -> "42703";
      case U301, U302, U303, U304, U305 -> "0A000";
      case X401, X402, X403, X404, X405, X406, X407, X408, X409, X410 -> "58030";
      case R501 -> "53200";
      case R502 -> "58000";
      case R503, R508, R511, R512 -> "08001";
      case R504 -> "25006";
      case R505 -> "53100";
      case R506 -> "57014";
      case R507 -> "HYT00";
      case R509 -> "08003";
      case R510, R513 -> "28000";
      case B901 -> "XX000";
    };
  }
}
