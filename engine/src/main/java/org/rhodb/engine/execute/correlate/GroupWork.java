package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;

/**
 * One group of checkpoints as work: distinct networks, so that each runs once however many pairs
 * and names it stands in, and the pairs of neurons to correlate.
 *
 * @param networks distinct by weights hash
 * @param pairs what to correlate
 */
record GroupWork(List<CheckpointEntry> networks, List<NeuronPair> pairs, CorpusEntry corpus) {

  GroupWork {
    networks = List.copyOf(networks);
    pairs = List.copyOf(pairs);
  }

  /** Returns the distinct networks of a group by weights hash, in order. */
  static Map<String, Integer> indexNetworks(Group group, List<CheckpointEntry> networks) {
    Map<String, Integer> index = new LinkedHashMap<>();
    for (CheckpointEntry checkpoint : group.checkpoints()) {
      if (index.putIfAbsent(checkpoint.weightsHash(), networks.size()) == null) {
        networks.add(checkpoint);
      }
    }
    return index;
  }

  /** Returns the checkpoints in words. */
  String describe() {
    List<String> names = new ArrayList<>();
    networks.forEach(network -> names.add(network.reference()));
    return String.join(", ", names);
  }
}
