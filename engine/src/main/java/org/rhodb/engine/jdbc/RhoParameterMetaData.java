package org.rhodb.engine.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a prepared statement's parameters: their number, and the class of what is set.
 */
final class RhoParameterMetaData implements ParameterMetaData {
  private final @Nullable Object[] values;

  RhoParameterMetaData(@Nullable Object[] values) {
    this.values = values;
  }

  private @Nullable Object value(int parameter) throws SQLException {
    if (parameter < 1 || parameter > values.length) {
      throw JdbcErrors.badArgument("parameter " + parameter + " of " + values.length);
    }
    return values[parameter - 1];
  }

  @Override
  public int getParameterCount() {
    return values.length;
  }

  @Override
  public int isNullable(int parameter) {
    return parameterNullableUnknown;
  }

  @Override
  public boolean isSigned(int parameter) throws SQLException {
    return value(parameter) instanceof Number;
  }

  @Override
  public int getPrecision(int parameter) {
    return 0;
  }

  @Override
  public int getScale(int parameter) {
    return 0;
  }

  @Override
  public int getParameterType(int parameter) throws SQLException {
    Object value = value(parameter);
    return value instanceof Integer
        ? Types.INTEGER
        : value instanceof Long
            ? Types.BIGINT
            : value instanceof Number ? Types.DOUBLE : Types.VARCHAR;
  }

  @Override
  public String getParameterTypeName(int parameter) throws SQLException {
    return switch (getParameterType(parameter)) {
      case Types.INTEGER -> "INTEGER";
      case Types.BIGINT -> "BIGINT";
      case Types.DOUBLE -> "DOUBLE";
      default -> "VARCHAR";
    };
  }

  @Override
  public String getParameterClassName(int parameter) throws SQLException {
    Object value = value(parameter);
    return value == null ? String.class.getName() : value.getClass().getName();
  }

  @Override
  public int getParameterMode(int parameter) {
    return parameterModeIn;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
