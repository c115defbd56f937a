package org.rhodb.engine.store;

import java.util.Optional;
import org.rhodb.grammar.Position;

/** Leads from a range of the SQL that was run back to the user's own text. */
@FunctionalInterface
public interface SourceMap {

  /**
   * Returns where the user wrote a range of the SQL, or nothing where the range was generated.
   *
   * @param start offset of the first character, UTF-16 units, 0-based
   * @param end offset behind the last character
   */
  Optional<Position> locate(int start, int end);

  /** Returns the map of SQL that is no user's text. */
  static SourceMap none() {
    return (start, end) -> Optional.empty();
  }

  /** Returns the map of SQL that is itself the user's text. */
  static SourceMap identity(String sql) {
    return (start, end) -> Optional.of(Position.of(sql, start, end));
  }
}
