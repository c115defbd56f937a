package org.rhodb.engine.analyze;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.grammar.tree.Statement.StoredType;

/**
 * {@code INGEST ACTIVATIONS} with its names resolved.
 *
 * @param firstLayer lowest layer, 0-based
 * @param lastLayer highest layer; every checkpoint has it
 */
public record IngestAnalysis(
    List<CheckpointEntry> checkpoints,
    CorpusEntry corpus,
    int firstLayer,
    int lastLayer,
    StoredType type) {

  public IngestAnalysis {
    checkpoints = List.copyOf(checkpoints);
    requireNonNull(corpus, "corpus is null");
    requireNonNull(type, "type is null");
  }
}
