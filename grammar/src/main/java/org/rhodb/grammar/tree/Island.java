package org.rhodb.grammar.tree;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.rhodb.grammar.Position;

/** A DSL relation inside SQL text: it stands wherever a table or a query may stand. */
public sealed interface Island {

  /** Where the relation stands, without any WHERE, ORDER BY or LIMIT behind it. */
  Position position();

  /** Returns the query whose rows it reads; empty: it reads models and a corpus only. */
  default List<SqlText> inputs() {
    return List.of();
  }

  /** Calls the visitor's method for this kind. */
  <R> R accept(Visitor<R> visitor);

  /** One method a kind, so that a new kind does not compile until every stage handles it. */
  interface Visitor<R> {
    /** Visits {@code CORRELATE MODELS}. */
    R visit(Correlate island);

    /** Visits {@code UNIVERSAL NEURONS}. */
    R visit(Universal island);

    /** Visits {@code PERSIST}. */
    R visit(Persist island);

    /** Visits {@code ABLATE}. */
    R visit(Ablate island);

    /** Visits {@code ACTIVATIONS OF MODEL}. */
    R visit(Activations island);
  }

  /**
   * {@code CORRELATE MODELS a, b ON corpus AT CHECKPOINT 1000}.
   *
   * @param models at least two references (a model may meet itself)
   */
  record Correlate(Models models, Name corpus, Checkpoints checkpoints, Position position)
      implements Island {
    public Correlate {
      requireNonNull(models, "models is null");
      requireNonNull(corpus, "corpus is null");
      requireNonNull(checkpoints, "checkpoints is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * {@code UNIVERSAL NEURONS OF MODELS a, b, c [REFERENCE a] ON corpus ... [BASELINE ...]}.
   *
   * @param references models whose neurons are listed; empty: every model in turn
   * @param baselines zero or one
   */
  record Universal(
      Models models,
      List<Name> references,
      Name corpus,
      Checkpoints checkpoints,
      List<Baseline> baselines,
      Position position)
      implements Island {
    public Universal {
      requireNonNull(models, "models is null");
      references = List.copyOf(references);
      requireNonNull(corpus, "corpus is null");
      requireNonNull(checkpoints, "checkpoints is null");
      baselines = List.copyOf(baselines);
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * {@code PERSIST (query) [BY LAYER]}.
   *
   * @param input any relation with model, checkpoint, layer, neuron
   * @param isByLayer whether there is a row a layer rather than one a model
   */
  record Persist(SqlText input, boolean isByLayer, Position position) implements Island {
    public Persist {
      requireNonNull(input, "input is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public List<SqlText> inputs() {
      return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * {@code ABLATE (query) ON corpus USING MEAN [BY LAYER] [VERSUS RANDOM 20 DRAWS SEED 1]}, or
   * {@code [EACH] [ESTIMATE BY GRADIENT [TOP 50]]}.
   *
   * @param input any relation with model, checkpoint, layer, neuron
   * @param isByLayer whether each layer is ablated on its own rather than all together
   */
  record Ablate(
      SqlText input,
      Name corpus,
      Ablation ablation,
      boolean isByLayer,
      Control control,
      Screen screen,
      Position position)
      implements Island {
    public Ablate {
      requireNonNull(input, "input is null");
      requireNonNull(corpus, "corpus is null");
      requireNonNull(ablation, "ablation is null");
      requireNonNull(control, "control is null");
      requireNonNull(screen, "screen is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public List<SqlText> inputs() {
      return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code ACTIVATIONS OF MODEL a ON corpus [AT CHECKPOINT 1000]}. */
  record Activations(Models models, Name corpus, Checkpoints checkpoints, Position position)
      implements Island {
    public Activations {
      requireNonNull(models, "models is null");
      requireNonNull(corpus, "corpus is null");
      requireNonNull(checkpoints, "checkpoints is null");
      requireNonNull(position, "position is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
