package org.rhodb.engine.execute.correlate.dense;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pass.TilePass;

/** Says which slices of a pass a baseline maps: those whose neurons somebody asks about. */
final class MappedSlices {
  private MappedSlices() {}

  /** Returns the slices, by their index in the pass; none without a random map. */
  static SortedSet<Integer> of(GroupWork work, List<TilePass.Tile> tiles, BaselineDraws baseline) {
    SortedSet<Integer> mapped = new TreeSet<>();
    for (TilePass.Tile tile : baseline.isLinear() ? tiles : List.<TilePass.Tile>of()) {
      NeuronPair pair = work.pairs().get(tile.pair());
      if (pair.isLeftAsked()) {
        mapped.add(tile.right());
      }
      if (pair.isRightAsked()) {
        mapped.add(tile.left());
      }
    }
    return mapped;
  }
}
