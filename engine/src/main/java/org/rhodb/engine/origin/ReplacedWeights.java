package org.rhodb.engine.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.catalog.TableOrigin;
import org.rhodb.grammar.tree.SqlText;

/**
 * Tells where neurons that a relation takes from a stored table were found in other weights than
 * the catalog has under the same name now.
 */
public final class ReplacedWeights {
  private ReplacedWeights() {}

  /** Returns a sentence for each table that the relations of a query take such neurons from. */
  public static List<String> warnings(SqlText query, TableOrigins tables, Catalog catalog) {
    List<SqlText> inputs =
        query.islands().stream().flatMap(placed -> placed.island().inputs().stream()).toList();
    if (inputs.isEmpty()) {
      return List.of();
    }
    Map<String, String> now = weights(catalog);
    Map<String, Set<String>> replaced = new TreeMap<>();
    for (SqlText input : inputs) {
      tables
          .lineage(input)
          .origins()
          .forEach((table, origins) -> collect(table, origins, now, replaced));
    }
    List<String> warnings = new ArrayList<>();
    replaced.forEach(
        (table, references) ->
            warnings.add(
                "'"
                    + table
                    + "' was made with other weights of "
                    + String.join(", ", references)
                    + " than there are now"));
    return warnings;
  }

  private static void collect(
      String table,
      List<TableOrigin> origins,
      Map<String, String> now,
      Map<String, Set<String>> replaced) {
    for (TableOrigin origin : origins) {
      for (RunRecord run : origin.runs()) {
        run.weights()
            .forEach(
                (reference, hash) -> {
                  if (!now.getOrDefault(reference, hash).equals(hash)) {
                    replaced.computeIfAbsent(table, t -> new TreeSet<>()).add(reference);
                  }
                });
      }
    }
  }

  private static Map<String, String> weights(Catalog catalog) {
    Map<String, String> weights = new TreeMap<>();
    for (ModelEntry model : catalog.models()) {
      for (CheckpointEntry checkpoint : model.checkpoints()) {
        weights.put(checkpoint.reference(), checkpoint.weightsHash());
      }
    }
    return weights;
  }
}
