package org.rhodb.engine.execute.correlate;

import java.util.List;
import org.rhodb.engine.catalog.CheckpointEntry;

/** The checkpoints of a pair, as the query lists them, and their neurons. */
record CheckpointPair(CheckpointEntry left, CheckpointEntry right, NeuronPair pair) {
  List<CheckpointEntry> checkpoints() {
    return List.of(left, right);
  }
}
