package org.rhodb.engine.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a statement: rows read one after the other, or a count. Caller closes.
 *
 * <p>Rows are produced while they are read wherever possible, so an error of the query can come out
 * of {@link #next} as well. One thread at a time.
 */
public interface SqlCursor extends AutoCloseable {

  /** Returns what the statement gives back. */
  SqlDescription.Kind kind();

  /** Returns the columns; empty unless {@link #kind} is ROWS. */
  List<SqlColumn> columns();

  /** Returns the rows changed; -1 where the statement changes none by nature. */
  long updateCount();

  /**
   * Goes to the next row.
   *
   * @return false at the end
   * @throws org.rhodb.engine.error.QueryException whatever the query fails with; R506, R507
   */
  boolean next();

  /**
   * Returns a value of the current row: Boolean, Byte, Short, Integer, Long, BigInteger, Float,
   * Double, BigDecimal, String (also of ENUM, JSON, BIT and INTERVAL), byte[], UUID, LocalDate,
   * LocalTime, OffsetTime, LocalDateTime, OffsetDateTime; a List for LIST and ARRAY, a Map for
   * STRUCT and MAP; null for NULL.
   *
   * @param column 0-based
   */
  @Nullable Object value(int column);

  /** Ends the query and closes what its relations hold; may be called more than once. */
  @Override
  void close();
}
