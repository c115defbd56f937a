package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBTableFunctionState;
import org.duckdb.DuckDBValue;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Makes a {@link RelationFunction} a table function of DuckDB. */
final class FunctionBridge
    implements DuckDBTableFunction<RelationFunction.Bound, FunctionBridge.Pull, Object> {
  private final RelationFunction function;
  private final Failures failures;

  FunctionBridge(RelationFunction function, Failures failures) {
    this.function = function;
    this.failures = failures;
  }

  /** Registers the function for every connection of the database. */
  void register(Connection connection) throws SQLException {
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      builder.withName(function.name()).withProjectionPushdown().withFunction(this);
      for (RelationFunction.Parameter parameter : function.parameters()) {
        builder.withNamedParameter(parameter.name(), type(parameter.type()));
      }
      builder.register(connection);
    }
  }

  @Override
  public RelationFunction.Bound bind(DuckDBTableFunctionBindInfo info) {
    try {
      RelationFunction.Bound bound = function.bind(arguments(info));
      for (Column column : bound.columns()) {
        info.addResultColumn(column.name(), type(column.type()));
      }
      if (bound.estimatedRows() >= 0) {
        info.setCardinality(bound.estimatedRows(), false);
      }
      return bound;
    } catch (Throwable failure) {
      throw failures.carry(failure);
    }
  }

  @Override
  public Pull init(DuckDBTableFunctionInitInfo info) {
    try {
      info.setMaxThreads(1);
      RelationFunction.Bound bound = info.getBindData();
      int[] columns = new int[Math.toIntExact(info.getColumnCount())];
      List<Integer> used = new ArrayList<>();
      for (int i = 0; i < columns.length; i++) {
        long index = info.getColumnIndex(i);
        // DuckDB asks for a row number, beyond all columns, where a query reads no column at all.
        boolean isOurs = index >= 0 && index < bound.columns().size();
        columns[i] = isOurs ? (int) index : -1;
        if (isOurs && !used.contains((int) index)) {
          used.add((int) index);
        }
      }
      used.sort(null);
      return new Pull(
          bound.open(used), new RowBatch(bound.columns(), RowBatch.DEFAULT_CAPACITY), columns);
    } catch (Throwable failure) {
      throw failures.carry(failure);
    }
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
    try {
      Pull pull = info.getInitData();
      return pull.fill(chunk);
    } catch (Throwable failure) {
      throw failures.carry(failure);
    }
  }

  private Map<String, Object> arguments(DuckDBTableFunctionBindInfo info) {
    Map<String, Object> arguments = new HashMap<>();
    for (RelationFunction.Parameter parameter : function.parameters()) {
      DuckDBValue value;
      try {
        value = info.getNamedParameter(parameter.name());
      } catch (RuntimeException absent) {
        // The driver throws where a named parameter is not given.
        continue;
      }
      if (!value.isNull()) {
        arguments.put(parameter.name(), read(value, parameter.type()));
      }
    }
    return arguments;
  }

  private static Object read(DuckDBValue value, ColumnType type) {
    return switch (type) {
      case VARCHAR -> value.getString();
      case BOOLEAN -> value.getBoolean();
      case INTEGER -> value.getInt();
      case BIGINT -> value.getLong();
      case DOUBLE -> value.getDouble();
    };
  }

  private static DuckDBColumnType type(ColumnType type) {
    return switch (type) {
      case VARCHAR -> DuckDBColumnType.VARCHAR;
      case BOOLEAN -> DuckDBColumnType.BOOLEAN;
      case INTEGER -> DuckDBColumnType.INTEGER;
      case BIGINT -> DuckDBColumnType.BIGINT;
      case DOUBLE -> DuckDBColumnType.DOUBLE;
    };
  }

  /** The rows of one call, on their way into DuckDB's chunks. */
  static final class Pull implements DuckDBTableFunctionState {
    private final RowSource source;
    private final RowBatch batch;
    private final int[] columns;
    private final RowTransfer transfer = new RowTransfer();
    private int taken;

    Pull(RowSource source, RowBatch batch, int[] columns) {
      this.source = source;
      this.batch = batch;
      this.columns = columns;
    }

    private long fill(DuckDBDataChunkWriter chunk) {
      if (taken >= batch.size()) {
        taken = 0;
        do {
          if (!source.next(batch)) {
            source.close();
            batch.clear();
            return 0;
          }
        } while (batch.size() == 0);
      }
      int rows = (int) Math.min(chunk.capacity(), batch.size() - taken);
      for (int i = 0; i < columns.length; i++) {
        if (columns[i] >= 0) {
          transfer.copy(batch, columns[i], taken, rows, chunk.vector(i));
        }
      }
      taken += rows;
      return rows;
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
