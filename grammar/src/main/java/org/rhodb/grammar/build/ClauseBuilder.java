package org.rhodb.grammar.build;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Baseline;
import org.rhodb.grammar.tree.Checkpoints;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.ModelReference;
import org.rhodb.grammar.tree.Models;
import org.rhodb.grammar.tree.Name;
import org.rhodb.grammar.tree.Screen;

/** Builds the clauses that relations share, with the values that stand for clauses left out. */
final class ClauseBuilder {
  /** What a baseline or an ablation is seeded with when the user does not say. */
  static final long DEFAULT_SEED = 1;

  private static final int DEFAULT_BASELINE_DRAWS = 1;
  private static final int DEFAULT_CONTROL_DRAWS = 10;

  private final NodeReader reader;
  private final String statement;

  /** Builds clauses of a statement or relation of this name. */
  ClauseBuilder(NodeReader reader, String statement) {
    this.reader = reader;
    this.statement = statement;
  }

  /** Returns the only one of some clauses; null if there is none. */
  <C extends ParserRuleContext> @Nullable C once(List<C> clauses) {
    if (clauses.size() > 1) {
      ParserRuleContext second = clauses.get(1);
      String word = reader.characters(second.getStart());
      throw Complaints.of(
          reader.position(second.getStart()), Complaints.quoted(word) + " twice in " + statement);
    }
    return clauses.isEmpty() ? null : clauses.get(0);
  }

  /** Builds MODELS a, b@1000. */
  Models models(RhoParser.ModelsContext node) {
    if (node.ALL() != null) {
      return new Models.All(reader.position(node));
    }
    List<ModelReference> references =
        node.modelReference().stream().map(this::modelReference).toList();
    return new Models.Listed(references, reader.position(node));
  }

  private ModelReference modelReference(RhoParser.ModelReferenceContext node) {
    Name model = reader.name(node.name());
    return node.whole() == null
        ? new ModelReference(model, new Checkpoints.Unstated())
        : new ModelReference(model, steps(List.of(step(node.whole()))));
  }

  private static Checkpoints steps(List<Literal> steps) {
    return new Checkpoints.Steps(steps);
  }

  private Literal step(RhoParser.WholeContext node) {
    return reader.whole(node, "a checkpoint step");
  }

  /** Builds ON pile. */
  Name corpus(RhoParser.OnCorpusContext node) {
    return reader.name(node.name());
  }

  /** Builds AT CHECKPOINT 1000; the last one if there is no such clause. */
  Checkpoints checkpoints(List<RhoParser.AtCheckpointsContext> nodes) {
    RhoParser.AtCheckpointsContext node = once(nodes);
    if (node == null || node.LAST() != null) {
      return new Checkpoints.Unstated();
    }
    if (node.ALL() != null) {
      return new Checkpoints.All(reader.position(node));
    }
    return node.steps() == null
        ? steps(List.of(step(node.whole())))
        : steps(reader.wholes(node.steps().whole(), "a checkpoint step"));
  }

  /** Builds REFERENCE a; empty: every model in turn. */
  List<Name> references(List<RhoParser.ReferenceContext> nodes) {
    RhoParser.ReferenceContext node = once(nodes);
    return node == null ? List.of() : reader.names(node.name());
  }

  /** Builds BASELINE ORTHOGONAL DRAWS 3 SEED 7; empty: none. */
  List<Baseline> baselines(List<RhoParser.BaselineContext> nodes) {
    RhoParser.BaselineContext node = once(nodes);
    if (node == null) {
      return List.of();
    }
    Baseline.Kind kind =
        node.ORTHOGONAL() != null
            ? Baseline.Kind.ORTHOGONAL
            : node.GAUSSIAN() != null ? Baseline.Kind.GAUSSIAN : Baseline.Kind.PERMUTATION;
    RhoParser.DrawsContext draws = once(node.draws());
    RhoParser.SeedContext seed = once(node.seed());
    return List.of(
        new Baseline(
            kind,
            draws == null
                ? DEFAULT_BASELINE_DRAWS
                : reader.count(draws.whole(), "BASELINE ... DRAWS"),
            seed == null ? DEFAULT_SEED : reader.seed(seed)));
  }

  /** Builds USING MEAN, which is also what is meant when there is no such clause. */
  Ablation ablation(List<RhoParser.ReplacedByContext> nodes) {
    RhoParser.ReplacedByContext node = once(nodes);
    if (node == null || node.MEAN() != null) {
      return new Ablation.Mean();
    }
    if (node.number() != null) {
      return fixed(node.number());
    }
    if (node.ZERO() != null) {
      return new Ablation.Zero();
    }
    return new Ablation.Resample(node.seed() == null ? DEFAULT_SEED : reader.seed(node.seed()));
  }

  private Ablation fixed(RhoParser.NumberContext node) {
    Literal given = reader.number(node);
    double value = ((Number) given.value()).doubleValue();
    if (!Ablation.Fixed.isFloat32(value)) {
      String message = "USING takes a number that float32 holds, to 3.4e38; found " + value;
      throw node.PARAMETER() == null
          ? Complaints.of(given.position(), message)
          : Placeholders.unfit(given.position(), message);
    }
    return new Ablation.Fixed(value);
  }

  /** Builds VERSUS RANDOM 20 DRAWS SEED 1; no control if there is no such clause. */
  Control control(List<RhoParser.VersusContext> nodes) {
    RhoParser.VersusContext node = once(nodes);
    if (node == null) {
      return new Control(Control.Kind.NONE, 0, DEFAULT_SEED);
    }
    if (node.MATCHED() != null) {
      return new Control(Control.Kind.MATCHED, 1, DEFAULT_SEED);
    }
    return new Control(
        Control.Kind.RANDOM,
        node.whole() == null
            ? DEFAULT_CONTROL_DRAWS
            : reader.count(node.whole(), "VERSUS RANDOM ... DRAWS"),
        node.seed() == null ? DEFAULT_SEED : reader.seed(node.seed()));
  }

  /** Builds EACH and ESTIMATE BY GRADIENT TOP 50, which says EACH as well. */
  Screen screen(RhoParser.AblateContext tree) {
    boolean isEach = has(tree.each());
    RhoParser.EstimateContext estimate = once(tree.estimate());
    if (!isEach && estimate == null) {
      return Screen.NONE;
    }
    refuseBesideEach(tree.byLayer(), "BY LAYER");
    refuseBesideEach(tree.versus(), "VERSUS");
    boolean isTop = estimate != null && estimate.whole() != null;
    return new Screen(
        true,
        estimate != null,
        isTop ? reader.count(estimate.whole(), "ESTIMATE BY GRADIENT TOP") : Integer.MAX_VALUE);
  }

  private void refuseBesideEach(List<? extends ParserRuleContext> nodes, String clause) {
    if (!nodes.isEmpty()) {
      throw Complaints.of(
          reader.position(nodes.get(0)),
          "EACH ablates every neuron on its own: " + clause + " does not go with it");
    }
  }

  /** Returns whether a clause stands, once. */
  boolean has(List<? extends ParserRuleContext> nodes) {
    return once(nodes) != null;
  }
}
