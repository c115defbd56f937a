package org.rhodb.engine.execute.correlate.dense;

import java.util.HashMap;
import java.util.Map;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;

/**
 * Costs of a source, each asked for once: a source looks for shards in the catalog, and there are
 * thousands of tiles but few ranges of layers.
 */
final class KnownCosts {
  private final ActivationSource source;
  private final Map<Streamed, ActivationCost> known = new HashMap<>();

  private record Streamed(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer) {}

  KnownCosts(ActivationSource source) {
    this.source = source;
  }

  /** As {@link ActivationSource#cost}. */
  ActivationCost cost(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer) {
    return known.computeIfAbsent(
        new Streamed(checkpoint, corpus, firstLayer, lastLayer),
        any -> source.cost(checkpoint, corpus, firstLayer, lastLayer));
  }
}
