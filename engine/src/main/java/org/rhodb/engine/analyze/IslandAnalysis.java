package org.rhodb.engine.analyze;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Baseline;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Screen;

/** A DSL relation with its names resolved. */
public sealed interface IslandAnalysis {

  /** Calls the visitor's method for this kind. */
  <R> R accept(Visitor<R> visitor);

  /** One method a kind, so that a new kind does not compile until every stage handles it. */
  interface Visitor<R> {
    /** Visits {@code CORRELATE MODELS}. */
    R visit(Correlate analysis);

    /** Visits {@code UNIVERSAL NEURONS}. */
    R visit(Universal analysis);

    /** Visits {@code PERSIST}. */
    R visit(Persist analysis);

    /** Visits {@code ABLATE}. */
    R visit(Ablate analysis);

    /** Visits {@code ACTIVATIONS OF MODEL}. */
    R visit(Activations analysis);
  }

  /**
   * Checkpoints that are compared with each other: every pair once, the one listed first as {@code
   * model}. The same checkpoint may stand twice (a model with itself).
   *
   * @param checkpoints as listed, at least two
   */
  record Group(List<CheckpointEntry> checkpoints) {
    public Group {
      checkpoints = List.copyOf(checkpoints);
    }
  }

  /**
   * {@code CORRELATE MODELS}.
   *
   * @param groups what is compared: one group, or one a step with AT ALL CHECKPOINTS
   */
  record Correlate(List<Group> groups, CorpusEntry corpus) implements IslandAnalysis {
    public Correlate {
      groups = List.copyOf(groups);
      requireNonNull(corpus, "corpus is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * {@code UNIVERSAL NEURONS}.
   *
   * @param groups one a step; each has every model once
   * @param references names of the models whose neurons are listed; empty: all
   * @param baselines zero or one
   */
  record Universal(
      List<Group> groups, List<String> references, CorpusEntry corpus, List<Baseline> baselines)
      implements IslandAnalysis {
    public Universal {
      groups = List.copyOf(groups);
      references = List.copyOf(references);
      requireNonNull(corpus, "corpus is null");
      baselines = List.copyOf(baselines);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code PERSIST (input)}. */
  record Persist(QueryAnalysis input, boolean isByLayer) implements IslandAnalysis {
    public Persist {
      requireNonNull(input, "input is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code ABLATE (input) ON corpus}. */
  record Ablate(
      QueryAnalysis input,
      CorpusEntry corpus,
      Ablation ablation,
      boolean isByLayer,
      Control control,
      Screen screen)
      implements IslandAnalysis {
    public Ablate {
      requireNonNull(input, "input is null");
      requireNonNull(corpus, "corpus is null");
      requireNonNull(ablation, "ablation is null");
      requireNonNull(control, "control is null");
      requireNonNull(screen, "screen is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code ACTIVATIONS OF MODEL}. */
  record Activations(List<CheckpointEntry> checkpoints, CorpusEntry corpus)
      implements IslandAnalysis {
    public Activations {
      checkpoints = List.copyOf(checkpoints);
      requireNonNull(corpus, "corpus is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
