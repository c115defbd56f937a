package org.rhodb.engine.execute.correlate.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rhodb.engine.execute.correlate.pass.TilePass;

/** Gathers the tiles of one pass. */
final class PassBuilder {
  private final PassBytes bytes;
  private final List<TilePass.Slice> slices = new ArrayList<>();
  private final List<TilePass.Tile> tiles = new ArrayList<>();
  private long peakBytes;

  PassBuilder(PassBytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Adds a tile if it fits, or if the pass has none yet.
   *
   * @return empty if it was added; else the next pass, which has it
   */
  Optional<PassBuilder> add(
      int pair,
      TilePass.Slice left,
      int leftOffset,
      TilePass.Slice right,
      int rightOffset,
      long available) {
    int knownSlices = slices.size();
    TilePass.Tile tile =
        new TilePass.Tile(pair, indexOf(left), leftOffset, indexOf(right), rightOffset);
    tiles.add(tile);
    long peak = bytes.peak(slices, tiles);
    if (peak <= available || tiles.size() == 1) {
      peakBytes = peak;
      return Optional.empty();
    }
    tiles.remove(tiles.size() - 1);
    slices.subList(knownSlices, slices.size()).clear();
    PassBuilder next = new PassBuilder(bytes);
    next.add(pair, left, leftOffset, right, rightOffset, available);
    return Optional.of(next);
  }

  private int indexOf(TilePass.Slice slice) {
    int index = slices.indexOf(slice);
    if (index < 0) {
      index = slices.size();
      slices.add(slice);
    }
    return index;
  }

  TilePass build() {
    return new TilePass(slices, tiles, peakBytes);
  }
}
