package org.rhodb.engine;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.store.RelationFunction;

/** SHOW SETTINGS as a table of SQL: {@code FROM settings()}, a row a setting of the session. */
final class SettingsFunction implements RelationFunction {
  static final List<Column> COLUMNS =
      List.of(
          new Column("setting", ColumnType.VARCHAR, "name"),
          new Column("value", ColumnType.VARCHAR, "value in force"),
          new Column("default_value", ColumnType.VARCHAR, "value when nothing is set"),
          new Column("description", ColumnType.VARCHAR, "what it does"));

  private final Supplier<Settings> session;

  /** Lists the settings that are in force where and when it is called. */
  SettingsFunction(Supplier<Settings> session) {
    this.session = session;
  }

  /** Returns the values of {@link #COLUMNS} for a setting. */
  static List<String> row(Setting setting, Settings settings) {
    return List.of(
        setting.key(), settings.text(setting), setting.defaultValue(), setting.description());
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Bound bind(Map<String, Object> arguments) {
    return new Listed(session.get());
  }

  private record Listed(Settings settings) implements Bound {
    @Override
    public List<Column> columns() {
      return COLUMNS;
    }

    @Override
    public long estimatedRows() {
      return Setting.values().length;
    }

    @Override
    public RowSource open(List<Integer> usedColumns) {
      return new Rows(settings);
    }
  }

  /** The settings in the order of their enum, as many at a time as a batch holds. */
  private static final class Rows implements RowSource {
    private final Settings settings;
    private final Iterator<Setting> left = List.of(Setting.values()).iterator();

    Rows(Settings settings) {
      this.settings = settings;
    }

    @Override
    public boolean next(RowBatch batch) {
      batch.clear();
      while (left.hasNext() && !batch.isFull()) {
        List<String> values = row(left.next(), settings);
        int row = batch.append();
        for (int column = 0; column < values.size(); column++) {
          batch.setString(column, row, values.get(column));
        }
      }
      return batch.size() > 0;
    }

    @Override
    public void close() {}
  }
}
