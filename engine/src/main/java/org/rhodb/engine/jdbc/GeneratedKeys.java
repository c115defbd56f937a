package org.rhodb.engine.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of keys that statements generate: nothing is generated here, so asking for all
 * of them is answered with none, and asking for certain columns is refused.
 */
final class GeneratedKeys {
  /** Columns of the empty result of getGeneratedKeys. */
  static final String COLUMNS = "GENERATED_KEY BIGINT";

  private GeneratedKeys() {}

  /** Refuses what is neither RETURN_GENERATED_KEYS nor NO_GENERATED_KEYS. */
  static void check(int asked) throws SQLException {
    if (asked != Statement.RETURN_GENERATED_KEYS && asked != Statement.NO_GENERATED_KEYS) {
      throw JdbcErrors.badArgument(
          "neither RETURN_GENERATED_KEYS nor NO_GENERATED_KEYS but " + asked);
    }
  }

  static void check(int @Nullable [] columns) throws SQLException {
    if (columns != null && columns.length > 0) {
      throw JdbcErrors.unsupported("generated keys of certain columns");
    }
  }

  static void check(String @Nullable [] columns) throws SQLException {
    if (columns != null && columns.length > 0) {
      throw JdbcErrors.unsupported("generated keys of certain columns");
    }
  }
}
