package org.rhodb.engine.error;

/**
 * What in SQL an error of a general code is about, for interfaces that have a state for each:
 * {@link ErrorCode#A203}, {@link ErrorCode#A205} and {@link ErrorCode#A208} cover many.
 */
public enum SqlFault {
  /** Nothing more is known than the code says. */
  NONE,
  /** A table or view that is not there, or is there already. */
  TABLE,
  /** A column that is not there. */
  COLUMN,
  /** A function that is not there, or not with these arguments. */
  FUNCTION,
  /** A schema or database that is not there. */
  SCHEMA,
  /** A key, a check, or NOT NULL is violated. */
  CONSTRAINT,
  /** A value cannot be read as the type it is cast to. */
  CONVERSION,
  /** A number is beyond its type. */
  RANGE,
  /** The transaction is aborted, or there is none. */
  TRANSACTION,
  /** Another transaction changed the same; run it again. */
  CONFLICT
}
