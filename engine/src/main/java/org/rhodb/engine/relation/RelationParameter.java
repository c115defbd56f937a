package org.rhodb.engine.relation;

import java.util.Locale;
import org.rhodb.engine.row.ColumnType;

/** What a relation takes by name when SQL calls it as a table function. */
public enum RelationParameter {
  /** Which models. */
  MODELS(
      ColumnType.VARCHAR, "the models, as after MODELS: 'a, b@1000'; 'all': every model there is"),
  /** Which tokens. */
  CORPUS(ColumnType.VARCHAR, "the corpus the models run on"),
  /** Which training steps. */
  CHECKPOINTS(ColumnType.VARCHAR, "'last' (the default), 'all', or steps: '1000, 2000'"),
  /** Threshold. */
  RHO(ColumnType.DOUBLE, "only rows with rho above this"),
  /** Whose neurons. */
  REFERENCE(ColumnType.VARCHAR, "the models whose neurons are listed; default: each in turn"),
  /** Kind of random map. */
  BASELINE(ColumnType.VARCHAR, "'orthogonal', 'gaussian' or 'permutation'; default: no baseline"),
  /** Where the chosen neurons are. */
  NEURONS(
      ColumnType.VARCHAR,
      "a table, or a query in quotes, with columns model, checkpoint, layer and neuron"),
  /** A row a layer. */
  BY_LAYER(ColumnType.BOOLEAN, "whether each layer is counted by itself; default false"),
  /** What takes an activation's place. */
  REPLACEMENT(
      ColumnType.VARCHAR,
      "'mean' (the default), 'zero', 'resample', 'resample seed 1', or a number"),
  /** Control neurons. */
  VERSUS(ColumnType.VARCHAR, "control neurons: 'random' or 'matched'; default: none"),
  /** How often something is drawn. */
  DRAWS(ColumnType.BIGINT, "how many times the baseline or the control neurons are drawn"),
  /** Start of the random numbers. */
  SEED(ColumnType.BIGINT, "the number that makes the draws repeatable"),
  /** One at a time. */
  EACH(ColumnType.BOOLEAN, "whether every neuron is ablated by itself; default false"),
  /** First-order screen. */
  ESTIMATE(ColumnType.VARCHAR, "'gradient': a first-order estimate of each neuron's delta_loss"),
  /** Survivors of the screen. */
  TOP(ColumnType.BIGINT, "how many neurons of greatest estimate are ablated exactly; default: all");

  private final ColumnType type;
  private final String description;

  RelationParameter(ColumnType type, String description) {
    this.type = type;
    this.description = description;
  }

  /** Returns the name as SQL writes it, lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns its type. */
  public ColumnType type() {
    return type;
  }

  /** Returns what values it takes and what they mean, in one line. */
  public String description() {
    return description;
  }
}
