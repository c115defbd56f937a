package org.rhodb.engine.analyze;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.Name;

/**
 * Resolves one island; an empty list means that errors were found, which the scope has collected.
 */
final class IslandAnalyzer implements Island.Visitor<List<IslandAnalysis>> {
  private final Analyzer analyzer;
  private final Scope scope;

  IslandAnalyzer(Analyzer analyzer, Scope scope) {
    this.analyzer = analyzer;
    this.scope = scope;
  }

  @Override
  public List<IslandAnalysis> visit(Island.Correlate island) {
    List<IslandAnalysis.Group> groups = scope.groups(island.models(), island.checkpoints());
    List<CorpusEntry> corpus = scope.corpus(island.corpus(), all(groups));
    return groups.isEmpty() || corpus.isEmpty()
        ? List.of()
        : List.of(new IslandAnalysis.Correlate(groups, corpus.get(0)));
  }

  @Override
  public List<IslandAnalysis> visit(Island.Universal island) {
    List<IslandAnalysis.Group> groups = scope.groups(island.models(), island.checkpoints());
    List<CorpusEntry> corpus = scope.corpus(island.corpus(), all(groups));
    if (groups.isEmpty() || corpus.isEmpty()) {
      return List.of();
    }
    Set<String> listed = new HashSet<>();
    for (CheckpointEntry checkpoint : groups.get(0).checkpoints()) {
      if (!listed.add(checkpoint.model().toLowerCase(Locale.ROOT))) {
        scope.error(
            island.models().position(),
            ErrorCode.A207,
            String.format(
                Locale.ROOT,
                "model '%s' is listed twice; a neuron is universal across different models",
                checkpoint.model()),
            "CORRELATE MODELS compares checkpoints of one model");
        return List.of();
      }
    }
    List<String> references = new ArrayList<>();
    for (Name reference : island.references()) {
      if (!listed.contains(reference.text().toLowerCase(Locale.ROOT))) {
        scope.error(
            reference.position(),
            ErrorCode.A207,
            String.format(
                Locale.ROOT,
                "REFERENCE takes one of the compared models; found '%s'",
                reference.text()),
            "models: " + String.join(", ", listed));
        return List.of();
      }
      references.add(scope.modelName(reference));
    }
    return List.of(
        new IslandAnalysis.Universal(groups, references, corpus.get(0), island.baselines()));
  }

  @Override
  public List<IslandAnalysis> visit(Island.Persist island) {
    return List.of(
        new IslandAnalysis.Persist(
            analyzer.analyze(island.input(), scope.errors()), island.isByLayer()));
  }

  @Override
  public List<IslandAnalysis> visit(Island.Ablate island) {
    QueryAnalysis input = analyzer.analyze(island.input(), scope.errors());
    List<CorpusEntry> corpus = scope.corpus(island.corpus(), List.of());
    return corpus.isEmpty()
        ? List.of()
        : List.of(
            new IslandAnalysis.Ablate(
                input,
                corpus.get(0),
                island.ablation(),
                island.isByLayer(),
                island.control(),
                island.screen()));
  }

  @Override
  public List<IslandAnalysis> visit(Island.Activations island) {
    List<CheckpointEntry> checkpoints = scope.checkpoints(island.models(), island.checkpoints());
    List<CorpusEntry> corpus = scope.corpus(island.corpus(), checkpoints);
    return checkpoints.isEmpty() || corpus.isEmpty()
        ? List.of()
        : List.of(new IslandAnalysis.Activations(checkpoints, corpus.get(0)));
  }

  private static List<CheckpointEntry> all(List<IslandAnalysis.Group> groups) {
    return groups.stream().flatMap(g -> g.checkpoints().stream()).toList();
  }
}
