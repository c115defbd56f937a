package org.rhodb.engine.jdbc;

import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session.Description;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.grammar.StatementText;

/** A statement with {@code ?} for values that come later. It is read and resolved at once. */
final class RhoPreparedStatement extends ParameterSetters {
  private final StatementText text;
  private final Description description;
  private final @Nullable Object[] values;
  private final boolean[] isSet;
  private final List<Parameters> batches = new ArrayList<>();

  RhoPreparedStatement(RhoConnection connection, StatementText text, Description description) {
    super(connection);
    this.text = text;
    this.description = description;
    this.values = new @Nullable Object[description.parameters().size()];
    this.isSet = new boolean[values.length];
  }

  @Override
  void set(int parameter, @Nullable Object value) throws SQLException {
    checkOpen();
    if (parameter < 1 || parameter > values.length) {
      throw JdbcErrors.badArgument(
          "parameter " + parameter + "; the statement has " + values.length);
    }
    values[parameter - 1] = value;
    isSet[parameter - 1] = true;
  }

  private Parameters given() throws SQLException {
    for (int i = 0; i < isSet.length; i++) {
      if (!isSet[i]) {
        throw JdbcErrors.of(
            ErrorCode.A207, SqlState.PARAMETER_NOT_SET, "parameter " + (i + 1) + " is not set");
      }
    }
    return Parameters.inOrder(Arrays.asList(values));
  }

  @Override
  public boolean execute() throws SQLException {
    return run(text, given());
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    execute();
    return firstRows();
  }

  @Override
  public int executeUpdate() throws SQLException {
    return (int) Math.min(Integer.MAX_VALUE, executeLargeUpdate());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    execute();
    return totalUpdates();
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    Arrays.fill(values, null);
    Arrays.fill(isSet, false);
  }

  @Override
  public void addBatch() throws SQLException {
    checkOpen();
    batches.add(given());
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batches.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    List<Parameters> all = List.copyOf(batches);
    batches.clear();
    return runBatch(
        all.size(),
        index -> {
          run(text, all.get(index));
          return totalUpdates();
        });
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return description.kind() == QueryResult.Kind.ROWS && !description.columns().isEmpty()
        ? new RhoResultSetMetaData(description.columns())
        : null;
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    checkOpen();
    return new RhoParameterMetaData(description.parameters());
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    throw ofPrepared();
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    throw ofPrepared();
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    throw ofPrepared();
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    throw ofPrepared();
  }

  private static SQLException ofPrepared() {
    return JdbcErrors.badArgument("a prepared statement takes no other text");
  }
}
