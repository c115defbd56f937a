package org.rhodb.engine.execute.correlate.pair;

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
public record GroupWork(
    List<CheckpointEntry> networks, List<NeuronPair> pairs, CorpusEntry corpus) {

  public GroupWork {
    networks = List.copyOf(networks);
    pairs = List.copyOf(pairs);
  }

  /** Returns the distinct networks of a group by weights hash, in order. */
  public static Map<String, Integer> indexNetworks(Group group, List<CheckpointEntry> networks) {
    Map<String, Integer> index = new LinkedHashMap<>();
    for (CheckpointEntry checkpoint : group.checkpoints()) {
      if (index.putIfAbsent(checkpoint.weightsHash(), networks.size()) == null) {
        networks.add(checkpoint);
      }
    }
    return index;
  }

  /** Returns the same work for some of its pairs, without networks that stand in none of them. */
  public GroupWork of(List<NeuronPair> some) {
    List<CheckpointEntry> kept = new ArrayList<>();
    Map<Integer, Integer> renumbered = new LinkedHashMap<>();
    List<NeuronPair> renamed = new ArrayList<>();
    for (int n = 0; n < networks.size(); n++) {
      int network = n;
      if (some.stream().anyMatch(pair -> pair.left() == network || pair.right() == network)) {
        renumbered.put(n, kept.size());
        kept.add(networks.get(n));
      }
    }
    for (NeuronPair pair : some) {
      renamed.add(
          new NeuronPair(
              renumbered.get(pair.left()),
              pair.leftAxis(),
              renumbered.get(pair.right()),
              pair.rightAxis(),
              pair.isLeftAsked(),
              pair.isRightAsked()));
    }
    return new GroupWork(kept, renamed, corpus);
  }

  /** Returns the number of correlations. */
  public long size() {
    return pairs.stream().mapToLong(NeuronPair::size).sum();
  }

  /** Returns the checkpoints in words. */
  public String describe() {
    List<String> names = new ArrayList<>();
    networks.forEach(network -> names.add(network.reference()));
    return String.join(", ", names);
  }
}
