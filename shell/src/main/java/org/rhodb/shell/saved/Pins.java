package org.rhodb.shell.saved;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.grammar.Position;

/** Compares what a saved query pins with what is there. */
final class Pins {
  /** Digits of a hash that are shown. */
  private static final int SHOWN = 12;

  private Pins() {}

  /**
   * Compares engine, models and corpus.
   *
   * @param version of this engine
   * @return an error for each pin that does not hold: A213, or A201, A202, A204 for what is missing
   */
  static List<QueryException> broken(SavedQuery query, Catalog catalog, String version) {
    List<QueryException> errors = new ArrayList<>(brokenEngine(query, version));
    query.header().models().forEach(pin -> errors.addAll(broken(pin, catalog)));
    query.header().corpus().ifPresent(pin -> errors.addAll(broken(pin, catalog)));
    return errors;
  }

  /** Compares the engine's version. */
  static List<QueryException> brokenEngine(SavedQuery query, String version) {
    String wanted = query.header().engine();
    if (wanted.isEmpty() || compare(version, wanted) >= 0) {
      return List.of();
    }
    return List.of(
        QueryException.of(
            ErrorCode.A213, "the query is for engine " + wanted + " or newer; this is " + version));
  }

  private static int compare(String version, String other) {
    String[] a = version.split("\\.");
    String[] b = other.split("\\.");
    for (int i = 0; i < Math.max(a.length, b.length); i++) {
      int difference = Integer.compare(part(a, i), part(b, i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static int part(String[] parts, int index) {
    String digits = index < parts.length ? parts[index].replaceAll("\\D.*", "") : "";
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static List<QueryException> broken(ModelPin pin, Catalog catalog) {
    Optional<ModelEntry> model = catalog.model(pin.name());
    if (model.isEmpty()) {
      List<String> names = catalog.models().stream().map(ModelEntry::name).toList();
      return List.of(
          QueryException.at(pin.position(), ErrorCode.A201, "unknown model '" + pin.name() + "'")
              .withHint(Suggestion.hint(pin.name(), "models", names)));
    }
    List<QueryException> errors = new ArrayList<>();
    for (Map.Entry<Long, String> weights : pin.weights().entrySet()) {
      Optional<CheckpointEntry> found =
          model.get().checkpoints().stream().filter(c -> c.step() == weights.getKey()).findFirst();
      if (found.isEmpty()) {
        errors.add(
            QueryException.at(
                pin.position(),
                ErrorCode.A202,
                "model '" + pin.name() + "' has no checkpoint " + weights.getKey()));
      } else if (!found.get().weightsHash().startsWith(weights.getValue())) {
        errors.add(
            differs(
                pin.position(),
                "the weights of " + found.get().reference(),
                weights.getValue(),
                found.get().weightsHash()));
      }
    }
    return errors;
  }

  private static List<QueryException> broken(CorpusPin pin, Catalog catalog) {
    Optional<CorpusEntry> corpus = catalog.corpus(pin.name());
    if (corpus.isEmpty()) {
      List<String> names = catalog.corpora().stream().map(CorpusEntry::name).toList();
      return List.of(
          QueryException.at(pin.position(), ErrorCode.A204, "unknown corpus '" + pin.name() + "'")
              .withHint(Suggestion.hint(pin.name(), "corpora", names)));
    }
    return corpus.get().hash().startsWith(pin.sha256())
        ? List.of()
        : List.of(
            differs(
                pin.position(), "corpus '" + pin.name() + "'", pin.sha256(), corpus.get().hash()));
  }

  private static QueryException differs(Position at, String what, String pinned, String found) {
    return QueryException.at(
        at,
        ErrorCode.A213,
        what + ": SHA-256 pinned " + shortened(pinned) + "; found " + shortened(found));
  }

  private static String shortened(String hash) {
    return hash.length() <= SHOWN ? hash : hash.substring(0, SHOWN);
  }
}
