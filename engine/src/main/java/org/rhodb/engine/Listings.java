package org.rhodb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/** The tables of SHOW and DESCRIBE, made from the catalog. */
final class Listings {
  /**
   * Hex digits of a hash that are shown: enough to tell checkpoints apart, short enough to read.
   */
  private static final int HASH_DIGITS = 12;

  private final List<ResultColumn> columns = new ArrayList<>();
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private Listings() {}

  static QueryResult models(Catalog catalog) {
    Listings list =
        new Listings()
            .column("model", "VARCHAR", "name")
            .column("architecture", "VARCHAR", "model family")
            .column("layers", "INTEGER", "blocks")
            .column("neurons", "INTEGER", "MLP neurons of all layers")
            .column("d_model", "INTEGER", "width of the residual stream")
            .column("checkpoints", "INTEGER", "checkpoints in the catalog")
            .column("first_step", "BIGINT", "training step of the first checkpoint")
            .column("last_step", "BIGINT", "training step of the last checkpoint")
            .column("source", "VARCHAR", "text after FROM");
    for (ModelEntry model : catalog.models()) {
      ModelConfig config = model.lastCheckpoint().config();
      list.row(
          model.name(),
          config.architecture(),
          config.nLayers(),
          config.neuronCount(),
          config.dModel(),
          model.checkpoints().size(),
          model.checkpoints().get(0).step(),
          model.lastCheckpoint().step(),
          model.source());
    }
    return list.result();
  }

  static QueryResult checkpoints(Catalog catalog) {
    Listings list =
        new Listings()
            .column("model", "VARCHAR", "name of the model")
            .column("checkpoint", "BIGINT", "training step")
            .column("weights", "VARCHAR", "first digits of the SHA-256 of config and weights")
            .column("location", "VARCHAR", "where the weights are read from");
    for (ModelEntry model : catalog.models()) {
      for (CheckpointEntry c : model.checkpoints()) {
        list.row(c.model(), c.step(), c.weightsHash().substring(0, HASH_DIGITS), c.location());
      }
    }
    return list.result();
  }

  static QueryResult corpora(Catalog catalog) {
    Listings list =
        new Listings()
            .column("corpus", "VARCHAR", "name")
            .column("tokenizer", "VARCHAR", "what made the token ids")
            .column("context", "INTEGER", "positions a sequence")
            .column("sequences", "BIGINT", "sequences")
            .column("tokens", "BIGINT", "tokens without padding")
            .column("counted_tokens", "BIGINT", "tokens the mask leaves")
            .column("mask", "VARCHAR", "roles that do not count")
            .column("hash", "VARCHAR", "first digits of the SHA-256 of ids and roles")
            .column("source", "VARCHAR", "text after FROM");
    for (CorpusEntry corpus : catalog.corpora()) {
      list.row(
          corpus.name(),
          corpus.tokenizer(),
          corpus.context(),
          corpus.sequences(),
          corpus.tokens(),
          corpus.countedTokens(),
          mask(corpus),
          corpus.hash().substring(0, HASH_DIGITS),
          corpus.source());
    }
    return list.result();
  }

  static QueryResult settings(Settings settings) {
    Listings list = new Listings();
    for (Column column : SettingsFunction.COLUMNS) {
      list.column(column.name(), column.type().name(), column.description());
    }
    for (Setting setting : Setting.values()) {
      list.rows.add(List.copyOf(SettingsFunction.row(setting, settings)));
    }
    return list.result();
  }

  static QueryResult model(ModelEntry model) {
    ModelConfig config = model.lastCheckpoint().config();
    Listings list = properties();
    list.row("model", model.name());
    list.row("source", model.source());
    list.row("architecture", config.architecture());
    list.row("layers", Integer.toString(config.nLayers()));
    list.row("neurons a layer (d_mlp)", Integer.toString(config.dMlp()));
    list.row("d_model", Integer.toString(config.dModel()));
    list.row("attention heads", Integer.toString(config.nHeads()));
    list.row("d_vocab", Integer.toString(config.dVocab()));
    list.row("n_ctx", Integer.toString(config.nCtx()));
    list.row("activation function", config.activation());
    list.row(
        "attention scores divided by layer + 1",
        Boolean.toString(config.isAttentionScaledByLayer()));
    list.row(
        "checkpoints",
        model.checkpoints().stream()
            .map(c -> Long.toString(c.step()))
            .collect(Collectors.joining(", ")));
    return list.result();
  }

  static QueryResult corpus(CorpusEntry corpus) {
    Listings list = properties();
    list.row("corpus", corpus.name());
    list.row("source", corpus.source());
    list.row("tokenizer", corpus.tokenizer());
    list.row("context", Integer.toString(corpus.context()));
    list.row("sequences", Long.toString(corpus.sequences()));
    list.row("tokens without padding", Long.toString(corpus.tokens()));
    list.row("tokens that count", Long.toString(corpus.countedTokens()));
    list.row("mask", mask(corpus));
    list.row("hash", corpus.hash());
    return list.result();
  }

  private static Listings properties() {
    return new Listings()
        .column("property", "VARCHAR", "what it is")
        .column("value", "VARCHAR", "its value");
  }

  private static String mask(CorpusEntry corpus) {
    return corpus.masked().stream()
        .sorted()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  private Listings column(String name, String type, String description) {
    columns.add(new ResultColumn(name, type, description));
    return this;
  }

  private void row(Object... values) {
    rows.add(List.of(values));
  }

  private QueryResult result() {
    return FixedResult.rows(columns, rows);
  }
}
