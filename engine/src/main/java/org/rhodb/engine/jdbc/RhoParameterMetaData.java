package org.rhodb.engine.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;
import org.rhodb.engine.Session.DescribedParameter;

/**
 * What a prepared statement's parameters take, as the store and the grammar say before any is set;
 * where any type will do, VARCHAR is what tools ask their users for.
 */
final class RhoParameterMetaData implements ParameterMetaData {
  private final List<DescribedParameter> parameters;

  RhoParameterMetaData(List<DescribedParameter> parameters) {
    this.parameters = parameters;
  }

  private ColumnTypes type(int parameter) throws SQLException {
    return ColumnTypes.of(getParameterTypeName(parameter));
  }

  @Override
  public int getParameterCount() {
    return parameters.size();
  }

  @Override
  public int isNullable(int parameter) {
    return parameterNullableUnknown;
  }

  @Override
  public boolean isSigned(int parameter) throws SQLException {
    return type(parameter).isSigned();
  }

  @Override
  public int getPrecision(int parameter) throws SQLException {
    return type(parameter).precision();
  }

  @Override
  public int getScale(int parameter) throws SQLException {
    return type(parameter).scale();
  }

  @Override
  public int getParameterType(int parameter) throws SQLException {
    return type(parameter).code();
  }

  @Override
  public String getParameterTypeName(int parameter) throws SQLException {
    if (parameter < 1 || parameter > parameters.size()) {
      throw JdbcErrors.badArgument("parameter " + parameter + " of " + parameters.size());
    }
    String name = parameters.get(parameter - 1).typeName();
    return name.equals("UNKNOWN") ? "VARCHAR" : name;
  }

  @Override
  public String getParameterClassName(int parameter) throws SQLException {
    return type(parameter).javaClass().getName();
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
