package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A model in the catalog.
 *
 * @param name as created; names compare without regard to case
 * @param source the text after FROM
 * @param connector name of the connector that reads it
 * @param checkpoints by rising step, at least one
 */
public record ModelEntry(
    String name, String source, String connector, List<CheckpointEntry> checkpoints) {

  public ModelEntry {
    requireNonNull(name, "name is null");
    requireNonNull(source, "source is null");
    requireNonNull(connector, "connector is null");
    checkpoints = List.copyOf(checkpoints);
    if (checkpoints.isEmpty()) {
      throw new IllegalArgumentException("model " + name + " has no checkpoint");
    }
  }

  /** Returns the checkpoint of the highest step. */
  public CheckpointEntry lastCheckpoint() {
    return checkpoints.get(checkpoints.size() - 1);
  }
}
