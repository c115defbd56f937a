package org.rhodb.engine.execute.correlate.pair;

import java.util.List;
import org.rhodb.engine.catalog.CheckpointEntry;

/** The checkpoints of a pair, as the query lists them, and their neurons. */
public record CheckpointPair(CheckpointEntry left, CheckpointEntry right, NeuronPair pair) {
  public List<CheckpointEntry> checkpoints() {
    return List.of(left, right);
  }

  /** Returns the checkpoints of the same pair listed the other way round. */
  public List<CheckpointEntry> turnedCheckpoints() {
    return List.of(right, left);
  }
}
