package org.rhodb.engine.execute.correlate.dense;

import java.util.List;
import java.util.Map;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.CrossProduct;
import org.rhodb.engine.network.tensor.TokenBlock;

/** Counts the memory of a pass: what is held for its whole length and what comes and goes. */
final class PassBytes {
  /** Values of a strip of rho; see {@link #STRIP_VALUE_BYTES}. */
  static final int STRIP_VALUES = 1 << 21;

  /**
   * Bytes a value of a strip takes: float64, its copies while comparing, places of what is found.
   */
  private static final int STRIP_VALUE_BYTES = 64;

  /**
   * Bytes a value of a random map takes while it is drawn: Gaussian, Q and R in float64, itself.
   */
  private static final int MAP_VALUE_BYTES = 36;

  private final GroupWork work;
  private final KnownCosts source;
  private final BaselineDraws baseline;
  private final int blockTokens;
  private final boolean isCarried;

  PassBytes(
      GroupWork work,
      KnownCosts source,
      BaselineDraws baseline,
      int blockTokens,
      boolean isCarried) {
    this.work = work;
    this.source = source;
    this.baseline = baseline;
    this.blockTokens = blockTokens;
    this.isCarried = isCarried;
  }

  /** Returns the rows of a strip of a tile with so many columns. */
  static int stripRows(int columns) {
    return Math.max(1, STRIP_VALUES / columns);
  }

  /** Returns the bytes held at once, at the highest. */
  long peak(List<TilePass.Slice> slices, List<TilePass.Tile> tiles) {
    long products = 0;
    long workspace = 0;
    long scratch = 0;
    for (TilePass.Tile tile : tiles) {
      long rows = slices.get(tile.left()).axis().size();
      long columns = slices.get(tile.right()).axis().size();
      products += CrossProduct.bytes(rows, columns, isCarried) * (1 + baseline.permutedProducts());
      long stripRows = Math.min(rows, stripRows((int) columns));
      workspace = Math.max(workspace, STRIP_VALUE_BYTES * stripRows * columns);
      if (baseline.permutedProducts() > 0) {
        scratch = Math.max(scratch, TokenBlock.bytes(blockTokens, (int) Math.max(rows, columns)));
      }
    }
    for (int slice : MappedSlices.of(work, tiles, baseline)) {
      long layer = slices.get(slice).axis().size() / slices.get(slice).axis().layerCount();
      int layers = slices.get(slice).axis().layerCount();
      products += layers * CrossProduct.bytes(layer, layer, isCarried);
      workspace = Math.max(workspace, MAP_VALUE_BYTES * layer * layer);
    }
    long blocks = scratch;
    for (TilePass.Slice slice : slices) {
      blocks += TokenBlock.bytes(blockTokens, slice.axis().size());
    }
    long resident = 0;
    long batches = 0;
    TilePass pass = new TilePass(slices, tiles, 0);
    for (Map.Entry<Integer, TilePass.Layers> network : pass.networks().entrySet()) {
      TilePass.Layers layers = network.getValue();
      ActivationCost cost =
          source.cost(
              work.networks().get(network.getKey()), work.corpus(), layers.first(), layers.last());
      resident += cost.residentBytes();
      batches += cost.batchBytes();
    }
    // Models and blocks are gone when a tile is finished, so only the larger of the two counts.
    return products + Math.max(resident + batches + blocks, workspace);
  }
}
