package org.rhodb.engine.execute.correlate.dense;

import java.util.List;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.RhoTile;
import org.rhodb.engine.statistic.Moments;

/** The sums of a pass over the whole corpus, ready to be turned into correlations. */
final class FinishedPass implements AutoCloseable {
  private final TilePass pass;
  private final PassSums sums;
  private final List<Moments> moments;

  FinishedPass(TilePass pass, PassSums sums, List<Moments> moments) {
    this.pass = pass;
    this.sums = sums;
    this.moments = List.copyOf(moments);
  }

  TilePass pass() {
    return pass;
  }

  PassSums sums() {
    return sums;
  }

  /** Returns the moments of a slice. */
  Moments moments(int slice) {
    return moments.get(slice);
  }

  /** Opens a tile's correlations. Caller closes, before this. */
  RhoTile openTile(int tile) {
    TilePass.Tile place = pass.tiles().get(tile);
    return sums.product(tile).openTile(moments(place.left()), moments(place.right()));
  }

  @Override
  public void close() {
    sums.close();
  }
}
