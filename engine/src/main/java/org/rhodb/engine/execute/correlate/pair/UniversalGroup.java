package org.rhodb.engine.execute.correlate.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.plan.Bounds;

/**
 * One step of {@code UNIVERSAL NEURONS} as work: which models' neurons are listed, and the pairs
 * that tell of them.
 *
 * @param listed every model of the step
 * @param references the models whose neurons are listed
 */
public record UniversalGroup(
    IslandAnalysis.Group listed, GroupWork work, List<Reference> references) {

  public UniversalGroup {
    references = List.copyOf(references);
  }

  /**
   * A model whose neurons are listed.
   *
   * @param axis its neurons that the pairs have on their side
   * @param sides one for each other model of the group
   */
  public record Reference(CheckpointEntry checkpoint, NeuronAxis axis, List<Side> sides) {
    public Reference {
      sides = List.copyOf(sides);
    }
  }

  /** A pair, and on which side of it the reference is. */
  public record Side(int pair, boolean isLeft) {}

  /** Returns the work for a group within bounds; without references where nothing is wanted. */
  public static UniversalGroup of(
      IslandAnalysis.Group group, List<String> references, CorpusEntry corpus, Bounds bounds) {
    List<CheckpointEntry> networks = new ArrayList<>();
    Map<String, Integer> index = GroupWork.indexNetworks(group, networks);
    boolean isNeuronBound = !bounds.column("layer").isAny() || !bounds.column("neuron").isAny();
    boolean isMutualWanted = new UniversalGate(bounds).isMutualWanted();
    List<CheckpointEntry> listed = group.checkpoints();
    boolean[] isAsked = new boolean[listed.size()];
    List<NeuronAxis> axes = new ArrayList<>();
    for (int i = 0; i < isAsked.length; i++) {
      CheckpointEntry checkpoint = listed.get(i);
      NeuronAxis wanted =
          NeuronAxis.within(checkpoint.config(), bounds.column("layer"), bounds.column("neuron"));
      isAsked[i] =
          isReference(checkpoint, references)
              && bounds.admits("model", checkpoint.model())
              && bounds.admits("checkpoint", checkpoint.step())
              && bounds.admits("tokens", corpus.countedTokens())
              && corpus.countedTokens() > 0
              && !wanted.isEmpty();
      // Whether a match is mutual takes every neuron of both models.
      axes.add(isNeuronBound && !isMutualWanted ? wanted : NeuronAxis.all(checkpoint.config()));
    }
    List<NeuronPair> pairs = new ArrayList<>();
    List<List<Side>> sides = new ArrayList<>();
    listed.forEach(checkpoint -> sides.add(new ArrayList<>()));
    for (int i = 0; i < isAsked.length; i++) {
      for (int j = i + 1; j < isAsked.length; j++) {
        NeuronPair both =
            new NeuronPair(
                index.get(listed.get(i).weightsHash()),
                axes.get(i),
                index.get(listed.get(j).weightsHash()),
                axes.get(j),
                isAsked[i],
                isAsked[j]);
        addPairs(both, listed.get(i), listed.get(j), sides.get(i), sides.get(j), pairs);
      }
    }
    List<Reference> asked = new ArrayList<>();
    for (int i = 0; i < isAsked.length; i++) {
      if (isAsked[i]) {
        asked.add(new Reference(listed.get(i), axes.get(i), sides.get(i)));
      }
    }
    return new UniversalGroup(group, new GroupWork(networks, pairs, corpus), asked);
  }

  /** Adds one pair that tells of both models, or one for each where not all neurons are asked. */
  private static void addPairs(
      NeuronPair both,
      CheckpointEntry left,
      CheckpointEntry right,
      List<Side> leftSides,
      List<Side> rightSides,
      List<NeuronPair> pairs) {
    NeuronAxis allLeft = NeuronAxis.all(left.config());
    NeuronAxis allRight = NeuronAxis.all(right.config());
    if (both.leftAxis().equals(allLeft) && both.rightAxis().equals(allRight)) {
      if (both.isLeftAsked() || both.isRightAsked()) {
        leftSides.add(new Side(pairs.size(), true));
        rightSides.add(new Side(pairs.size(), false));
        pairs.add(both);
      }
      return;
    }
    if (both.isLeftAsked()) {
      leftSides.add(new Side(pairs.size(), true));
      pairs.add(new NeuronPair(both.left(), both.leftAxis(), both.right(), allRight, true, false));
    }
    if (both.isRightAsked()) {
      rightSides.add(new Side(pairs.size(), true));
      pairs.add(new NeuronPair(both.right(), both.rightAxis(), both.left(), allLeft, true, false));
    }
  }

  private static boolean isReference(CheckpointEntry checkpoint, List<String> references) {
    return references.isEmpty()
        || references.stream().anyMatch(name -> name.equalsIgnoreCase(checkpoint.model()));
  }
}
