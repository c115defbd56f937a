package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.ModelEntry;

/** Models and their checkpoints in tables {@code models} and {@code checkpoints}. */
final class ModelTables {

  List<ModelEntry> all(Connection connection) throws SQLException {
    return list(connection, "", null);
  }

  Optional<ModelEntry> find(Connection connection, String name) throws SQLException {
    return list(connection, " WHERE lower(name) = lower(?)", name).stream().findFirst();
  }

  private static List<ModelEntry> list(Connection connection, String where, @Nullable String name)
      throws SQLException {
    List<ModelEntry> models = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT name, source, connector FROM rhodb.models" + where + " ORDER BY lower(name)")) {
      if (name != null) {
        select.setString(1, name);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String model = rows.getString(1);
          models.add(
              new ModelEntry(
                  model, rows.getString(2), rows.getString(3), checkpoints(connection, model)));
        }
      }
    }
    return models;
  }

  private static List<CheckpointEntry> checkpoints(Connection connection, String model)
      throws SQLException {
    List<CheckpointEntry> checkpoints = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT step, location, weights_hash, architecture, d_vocab, n_ctx, d_model, n_layers,"
                + " n_heads, d_mlp, activation, layer_norm_epsilon, is_attention_scaled,"
                + " is_attention_scaled_by_layer, is_attention_upcast, is_head_tied"
                + " FROM rhodb.checkpoints WHERE model = ? ORDER BY step")) {
      select.setString(1, model);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          checkpoints.add(
              new CheckpointEntry(
                  model, rows.getLong(1), rows.getString(2), rows.getString(3), config(rows)));
        }
      }
    }
    return checkpoints;
  }

  private static ModelConfig config(ResultSet rows) throws SQLException {
    return new ModelConfig(
        rows.getString(4),
        rows.getInt(5),
        rows.getInt(6),
        rows.getInt(7),
        rows.getInt(8),
        rows.getInt(9),
        rows.getInt(10),
        rows.getString(11),
        rows.getDouble(12),
        rows.getBoolean(13),
        rows.getBoolean(14),
        rows.getBoolean(15),
        rows.getBoolean(16));
  }

  void add(Connection connection, ModelEntry model) throws SQLException {
    SqlUpdate.run(
        connection,
        "INSERT INTO rhodb.models VALUES (?, ?, ?, now()::TIMESTAMP)",
        model.name(),
        model.source(),
        model.connector());
    for (CheckpointEntry checkpoint : model.checkpoints()) {
      ModelConfig config = checkpoint.config();
      SqlUpdate.run(
          connection,
          "INSERT INTO rhodb.checkpoints VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          model.name(),
          checkpoint.step(),
          checkpoint.location(),
          checkpoint.weightsHash(),
          config.architecture(),
          config.dVocab(),
          config.nCtx(),
          config.dModel(),
          config.nLayers(),
          config.nHeads(),
          config.dMlp(),
          config.activation(),
          config.layerNormEpsilon(),
          config.isAttentionScaled(),
          config.isAttentionScaledByLayer(),
          config.isAttentionUpcast(),
          config.isHeadTied());
    }
  }

  /** Removes a model and its checkpoints; returns whether there was one. */
  boolean remove(Connection connection, String name) throws SQLException {
    SqlUpdate.run(connection, "DELETE FROM rhodb.checkpoints WHERE lower(model) = lower(?)", name);
    return SqlUpdate.run(connection, "DELETE FROM rhodb.models WHERE lower(name) = lower(?)", name)
        > 0;
  }
}
