package org.rhodb.engine.row;

/** Types of the columns that operators produce. */
public enum ColumnType {
  /** Text. */
  VARCHAR,
  /** True or false. */
  BOOLEAN,
  /** 32-bit whole number. */
  INTEGER,
  /** 64-bit whole number. */
  BIGINT,
  /** IEEE double; never NaN: what is undefined is NULL. */
  DOUBLE
}
