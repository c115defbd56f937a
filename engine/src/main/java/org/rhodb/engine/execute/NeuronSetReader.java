package org.rhodb.engine.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Turns rows of (model, checkpoint, layer, neuron) into a {@link NeuronSet}. */
final class NeuronSetReader {
  private static final List<String> KEY = List.of("model", "checkpoint", "layer", "neuron");

  private final List<Column> columns;
  private final Catalog catalog;
  private final int[] places;
  private final Map<String, ModelEntry> models = new HashMap<>();
  private @Nullable CheckpointEntry lastCheckpoint;

  NeuronSetReader(List<Column> columns, Catalog catalog) {
    this.columns = List.copyOf(columns);
    this.catalog = catalog;
    this.places = places(columns);
  }

  NeuronSet read(RowSource rows) {
    NeuronSet.Builder set = NeuronSet.builder();
    RowBatch batch = new RowBatch(columns, RowBatch.DEFAULT_CAPACITY);
    while (rows.next(batch)) {
      for (int row = 0; row < batch.size(); row++) {
        add(set, batch, row);
      }
    }
    return set.build();
  }

  private void add(NeuronSet.Builder set, RowBatch batch, int row) {
    for (int place : places) {
      if (batch.isNull(place, row)) {
        throw QueryException.of(
                ErrorCode.A211, "column '" + columns.get(place).name() + "' of the neurons is NULL")
            .withHint("leave such rows out: WHERE " + columns.get(place).name() + " IS NOT NULL");
      }
    }
    ModelEntry model = model(batch.getString(places[0], row));
    CheckpointEntry checkpoint = checkpoint(model, whole(batch, places[1], row));
    set.add(model, checkpoint, whole(batch, places[2], row), whole(batch, places[3], row));
  }

  private ModelEntry model(String name) {
    return models.computeIfAbsent(name, this::resolve);
  }

  private ModelEntry resolve(String name) {
    Optional<ModelEntry> found = catalog.model(name);
    return found.orElseThrow(
        () -> {
          StringJoiner known = new StringJoiner(", ");
          catalog.models().forEach(entry -> known.add(entry.name()));
          return QueryException.of(ErrorCode.A201, "unknown model '" + name + "' among the neurons")
              .withHint(known.length() == 0 ? "there is no model yet" : "models: " + known);
        });
  }

  private CheckpointEntry checkpoint(ModelEntry model, long step) {
    CheckpointEntry last = lastCheckpoint;
    if (last != null && last.step() == step && last.model().equals(model.name())) {
      return last;
    }
    for (CheckpointEntry checkpoint : model.checkpoints()) {
      if (checkpoint.step() == step) {
        lastCheckpoint = checkpoint;
        return checkpoint;
      }
    }
    StringJoiner known = new StringJoiner(", ");
    model.checkpoints().stream().limit(20).forEach(c -> known.add(Long.toString(c.step())));
    int more = model.checkpoints().size() - 20;
    throw QueryException.of(
            ErrorCode.A202, "model '" + model.name() + "' has no checkpoint " + step)
        .withHint("checkpoints: " + known + (more > 0 ? " and " + more + " more" : ""));
  }

  /** Returns a whole number, also of a DOUBLE column that holds one. */
  private long whole(RowBatch batch, int place, int row) {
    if (columns.get(place).type() != ColumnType.DOUBLE) {
      return batch.getLong(place, row);
    }
    double value = batch.getDouble(place, row);
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw QueryException.of(
          ErrorCode.A208,
          "column '"
              + columns.get(place).name()
              + "' of the neurons holds "
              + value
              + "; it takes whole numbers");
    }
    return (long) value;
  }

  private static int[] places(List<Column> columns) {
    int[] places = new int[KEY.size()];
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      places[i] = place(columns, KEY.get(i));
      if (places[i] < 0) {
        missing.add("'" + KEY.get(i) + "'");
      }
    }
    if (!missing.isEmpty()) {
      StringJoiner there = new StringJoiner(", ");
      columns.forEach(column -> there.add(column.name()));
      throw QueryException.of(
              ErrorCode.A211,
              "the neurons lack column"
                  + (missing.size() == 1 ? " " : "s ")
                  + String.join(", ", missing))
          .withHint("columns there are: " + there);
    }
    for (int i = 0; i < places.length; i++) {
      ColumnType type = columns.get(places[i]).type();
      boolean isText = type == ColumnType.VARCHAR;
      if (isText != (i == 0) || type == ColumnType.BOOLEAN) {
        throw QueryException.of(
            ErrorCode.A208,
            "column '"
                + KEY.get(i)
                + "' of the neurons is "
                + type
                + "; it must be "
                + (i == 0 ? "text" : "a whole number"));
      }
    }
    return places;
  }

  private static int place(List<Column> columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
