package org.rhodb.engine.jdbc;

import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Every SQLState the driver gives: the standard's where it has one, else PostgreSQL's. */
enum SqlState {
  WARNING("01000"),
  ROWS_NOT_WANTED("0100E"),
  NO_ROWS("02000"),
  PARAMETER_NOT_SET("07002"),
  CANNOT_CONNECT("08001"),
  CONNECTION_CLOSED("08003"),
  NOT_SUPPORTED("0A000"),
  OUT_OF_RANGE("22003"),
  CANNOT_CONVERT("22018"),
  BAD_CHARACTER("22021"),
  BAD_ARGUMENT("22023"),
  CONSTRAINT("23000"),
  NO_ROW("24000"),
  BAD_TRANSACTION_STATE("25000"),
  READ_ONLY("25006"),
  ACCESS("28000"),
  NO_SCHEMA("3F000"),
  CONFLICT("40001"),
  STATEMENT("42000"),
  PROTECTED("42501"),
  SYNTAX("42601"),
  NO_COLUMN("42703"),
  NO_OBJECT("42704"),
  OBJECT_EXISTS("42710"),
  NO_FUNCTION("42883"),
  NO_TABLE("42P01"),
  TABLE_EXISTS("42P07"),
  DISK_FULL("53100"),
  OUT_OF_MEMORY("53200"),
  TOO_COMPLEX("54001"),
  CANCELLED("57014"),
  NO_DEVICE("58000"),
  BAD_FILE("58030"),
  TIMEOUT("HYT00"),
  CLOSED("HY010"),
  INTERNAL("XX000");

  private final String code;

  SqlState(String code) {
    this.code = code;
  }

  /** Returns the five characters. */
  String code() {
    return code;
  }

  /** Returns the state of an error of the engine. */
  static SqlState of(QueryException error) {
    return switch (error.fault()) {
      case NONE -> of(error.code());
      case TABLE -> error.code() == ErrorCode.A205 ? TABLE_EXISTS : NO_TABLE;
      case COLUMN -> NO_COLUMN;
      case FUNCTION -> error.code() == ErrorCode.A205 ? OBJECT_EXISTS : NO_FUNCTION;
      case SCHEMA -> error.code() == ErrorCode.A205 ? OBJECT_EXISTS : NO_SCHEMA;
      case CONSTRAINT -> CONSTRAINT;
      case CONVERSION -> CANNOT_CONVERT;
      case RANGE -> OUT_OF_RANGE;
      case TRANSACTION -> BAD_TRANSACTION_STATE;
      case CONFLICT -> CONFLICT;
    };
  }

  private static SqlState of(ErrorCode code) {
    return switch (code) {
      case S101, S102, S105, S106 -> SYNTAX;
      case S103 -> BAD_CHARACTER;
      case S104 -> TOO_COMPLEX;
      case A201, A202, A203, A204, A212 -> NO_OBJECT;
      case A205 -> OBJECT_EXISTS;
      case A206, A207 -> BAD_ARGUMENT;
      case A208, A209, A210, A213 -> STATEMENT;
      case A211 -> NO_COLUMN;
      case A214 -> PROTECTED;
      case U301, U302, U303, U304, U305 -> NOT_SUPPORTED;
      case X401, X402, X403, X404, X405, X406, X407, X408, X409, X410 -> BAD_FILE;
      case R501 -> OUT_OF_MEMORY;
      case R502 -> NO_DEVICE;
      case R503, R508, R511, R512 -> CANNOT_CONNECT;
      case R504 -> READ_ONLY;
      case R505 -> DISK_FULL;
      case R506 -> CANCELLED;
      case R507 -> TIMEOUT;
      case R509 -> CLOSED;
      case R510, R513 -> ACCESS;
      case B901 -> INTERNAL;
    };
  }
}
