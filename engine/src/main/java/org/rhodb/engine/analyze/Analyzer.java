package org.rhodb.engine.analyze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.PlacedIsland;
import org.rhodb.grammar.tree.Statement.Ingest;

/**
 * Resolves the names in a statement's islands. All errors of a statement are collected and thrown
 * together, in source order; those that follow from another are left out.
 */
public final class Analyzer {
  private final Catalog catalog;

  /** Creates an analyzer over a catalog. */
  public Analyzer(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Resolves the islands of a query, those inside other islands' inputs too.
   *
   * @throws QueryException A201, A202, A204, A207, A209, A210, with all others attached
   */
  public QueryAnalysis analyze(SqlText sql) {
    List<QueryException> errors = new ArrayList<>();
    QueryAnalysis analysis = analyze(sql, errors);
    throwAll(errors);
    return analysis;
  }

  /**
   * Resolves INGEST ACTIVATIONS.
   *
   * @throws QueryException A201, A202, A204, A210, A212, with all others attached
   */
  public IngestAnalysis analyze(Ingest ingest) {
    List<QueryException> errors = new ArrayList<>();
    Scope scope = new Scope(catalog, errors);
    List<CheckpointEntry> checkpoints = scope.checkpoints(ingest.models(), ingest.checkpoints());
    List<CorpusEntry> corpus = scope.corpus(ingest.corpus(), checkpoints);
    int deepest = checkpoints.stream().mapToInt(c -> c.config().nLayers()).min().orElse(1) - 1;
    int first = 0;
    int last = deepest;
    if (!ingest.layers().isEmpty() && !checkpoints.isEmpty()) {
      Literal lowest = ingest.layers().get(0);
      Literal highest = ingest.layers().get(1);
      first = layer(lowest, deepest, errors);
      last = highest.equals(lowest) ? first : layer(highest, deepest, errors);
      if (first > last) {
        errors.add(
            QueryException.at(
                ingest.layers().get(0).position(),
                ErrorCode.A212,
                String.format(Locale.ROOT, "LAYERS %d TO %d is empty", first, last)));
      }
    }
    throwAll(errors);
    return new IngestAnalysis(checkpoints, corpus.get(0), first, last, ingest.type());
  }

  QueryAnalysis analyze(SqlText sql, List<QueryException> errors) {
    List<IslandAnalysis> islands = new ArrayList<>();
    List<PlacedIsland> resolved = new ArrayList<>();
    for (PlacedIsland placed : sql.islands()) {
      Island island = placed.island();
      List<IslandAnalysis> one =
          island.accept(new IslandAnalyzer(this, new Scope(catalog, errors)));
      if (!one.isEmpty()) {
        islands.add(one.get(0));
        resolved.add(placed);
      }
    }
    return new QueryAnalysis(
        new SqlText(sql.script(), sql.position(), resolved, sql.parameters()), islands);
  }

  private static int layer(Literal literal, int deepest, List<QueryException> errors) {
    long layer = (Long) literal.value();
    if (layer < 0 || layer > deepest) {
      errors.add(
          QueryException.at(
              literal.position(),
              ErrorCode.A212,
              String.format(
                  Locale.ROOT,
                  "layer %d does not exist; the models have layers 0 to %d",
                  layer,
                  deepest)));
      return 0;
    }
    return (int) layer;
  }

  private static void throwAll(List<QueryException> errors) {
    if (!errors.isEmpty()) {
      List<QueryException> sorted = new ArrayList<>(errors);
      sorted.sort(
          Comparator.comparingInt(e -> e.position().map(p -> p.start()).orElse(Integer.MAX_VALUE)));
      throw sorted.get(0).withOthers(sorted.subList(1, sorted.size()));
    }
  }
}
