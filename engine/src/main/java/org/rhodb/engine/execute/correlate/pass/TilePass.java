package org.rhodb.engine.execute.correlate.pass;

import java.util.List;
import java.util.TreeMap;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;

/**
 * What is done in one pass over the corpus.
 *
 * @param slices neurons whose activations are kept, a block of tokens each
 * @param tiles products of two slices
 * @param peakBytes memory held at once, at the highest
 */
public record TilePass(List<Slice> slices, List<Tile> tiles, long peakBytes) {

  public TilePass {
    slices = List.copyOf(slices);
    tiles = List.copyOf(tiles);
  }

  /**
   * Some neurons of one network.
   *
   * @param network index in the group's list of networks
   */
  public record Slice(int network, NeuronAxis axis) {}

  /**
   * A rectangle of one pair's correlations.
   *
   * @param pair index in the group's list of pairs
   * @param left index of the slice of its rows
   * @param leftOffset index of its first row on the pair's left axis
   * @param right index of the slice of its columns
   * @param rightOffset index of its first column on the pair's right axis
   */
  public record Tile(int pair, int left, int leftOffset, int right, int rightOffset) {}

  /**
   * Layers of a network that must be captured.
   *
   * @param last inclusive
   */
  public record Layers(int first, int last) {}

  /** Returns the networks that run, each with its layers. */
  public TreeMap<Integer, Layers> networks() {
    TreeMap<Integer, Layers> networks = new TreeMap<>();
    for (Slice slice : slices) {
      networks.merge(
          slice.network(),
          new Layers(slice.axis().firstLayer(), slice.axis().lastLayer()),
          (a, b) -> new Layers(Math.min(a.first, b.first), Math.max(a.last, b.last)));
    }
    return networks;
  }
}
