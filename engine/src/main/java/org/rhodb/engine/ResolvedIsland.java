package org.rhodb.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.QueryAnalysis;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.plan.PlannedIsland;
import org.rhodb.engine.row.Column;
import org.rhodb.grammar.tree.Island;

/**
 * An island on its way through the stages: what was written, what it means, what it gives.
 *
 * @param id its place among the islands of its query, 0-based
 */
record ResolvedIsland(int id, Island island, IslandAnalysis analysis, List<Column> columns)
    implements PlannedIsland {

  ResolvedIsland {
    columns = List.copyOf(columns);
  }

  @Override
  public String describe() {
    return analysis.accept(new Description());
  }

  /** Returns the query whose rows are this island's input, if its kind takes one. */
  List<QueryAnalysis> inputs() {
    if (analysis instanceof IslandAnalysis.Persist persist) {
      return List.of(persist.input());
    }
    return analysis instanceof IslandAnalysis.Ablate ablate ? List.of(ablate.input()) : List.of();
  }

  /** Writes each kind in a few words. */
  private static final class Description implements IslandAnalysis.Visitor<String> {
    @Override
    public String visit(IslandAnalysis.Correlate analysis) {
      return groups(analysis.groups()) + " on " + analysis.corpus().name();
    }

    @Override
    public String visit(IslandAnalysis.Universal analysis) {
      return groups(analysis.groups()) + " on " + analysis.corpus().name();
    }

    @Override
    public String visit(IslandAnalysis.Persist analysis) {
      return analysis.isByLayer() ? "by layer" : "by model";
    }

    @Override
    public String visit(IslandAnalysis.Ablate analysis) {
      String by = analysis.screen().isEach() ? " each" : analysis.isByLayer() ? " by layer" : "";
      return "on " + analysis.corpus().name() + by;
    }

    @Override
    public String visit(IslandAnalysis.Activations analysis) {
      return references(analysis.checkpoints()) + " on " + analysis.corpus().name();
    }

    private static String groups(List<IslandAnalysis.Group> groups) {
      return groups.stream()
          .map(g -> references(g.checkpoints()))
          .collect(Collectors.joining("; "));
    }

    private static String references(List<CheckpointEntry> checkpoints) {
      return checkpoints.stream().map(CheckpointEntry::reference).collect(Collectors.joining(", "));
    }
  }
}
