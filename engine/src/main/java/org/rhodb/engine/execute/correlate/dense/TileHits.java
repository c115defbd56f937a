package org.rhodb.engine.execute.correlate.dense;

import org.jspecify.annotations.Nullable;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.RhoStrip;
import org.rhodb.engine.network.tensor.RhoTile;
import org.rhodb.engine.statistic.Moments;

/** Hits straight from the tiles of a finished pass, a strip of rows at a time. */
final class TileHits implements Hits {
  private final FinishedPass finished;
  private final RhoFilter filter;
  private final int firstPair;
  private final Runnable between;
  private int tileIndex;
  private int row;
  private long nulls;
  private @Nullable RhoTile tile;

  /**
   * Creates hits; takes over the pass.
   *
   * @param firstPair number of the group's first pair
   */
  TileHits(FinishedPass finished, RhoFilter filter, int firstPair, Runnable between) {
    this.finished = finished;
    this.filter = filter;
    this.firstPair = firstPair;
    this.between = between;
  }

  @Override
  public boolean next(HitBatch batch) {
    batch.clear();
    if (tileIndex == finished.pass().tiles().size()) {
      return false;
    }
    between.run();
    RhoTile current = tile;
    if (current == null) {
      current = finished.openTile(tileIndex);
      tile = current;
      row = 0;
    }
    int rows = Math.min(PassBytes.stripRows(current.columns()), current.rows() - row);
    try (RhoStrip strip = current.openStrip(row, rows)) {
      harvest(strip, rows, current.columns(), batch);
    }
    row += rows;
    if (row == current.rows()) {
      current.close();
      tile = null;
      tileIndex++;
    }
    return true;
  }

  private void harvest(RhoStrip strip, int rows, int columns, HitBatch batch) {
    TilePass.Tile place = finished.pass().tiles().get(tileIndex);
    int pair = firstPair + place.pair();
    int top = place.leftOffset() + row;
    int left = place.rightOffset();
    if (filter.isRowMaximumEnough()) {
      RhoStrip.Maxima maxima = strip.rowMaxima();
      for (int i = 0; i < rows; i++) {
        double rho = maxima.rho(i);
        if (!Double.isNaN(rho) && filter.admits(rho)) {
          batch.add(pair, top + i, left + maxima.index(i), rho);
        }
      }
    } else if (filter.isNullWanted() && !filter.isSelective()) {
      double[] all = strip.toArray();
      for (int i = 0; i < all.length; i++) {
        batch.add(pair, top + i / columns, left + i % columns, all[i]);
      }
    } else {
      RhoStrip.Pairs found = strip.select(filter.low(), filter.high(), filter.magnitude());
      for (int i = 0; i < found.size(); i++) {
        batch.add(pair, top + found.row(i), left + found.column(i), found.rho(i));
      }
      if (filter.isTopOnly() && filter.isNullWanted()) {
        addNulls(place, pair, rows, columns, batch);
      }
    }
  }

  /** Adds undefined correlations, which come last in the order, as many as can be wanted. */
  private void addNulls(TilePass.Tile place, int pair, int rows, int columns, HitBatch batch) {
    Moments lefts = finished.moments(place.left());
    Moments rights = finished.moments(place.right());
    for (int i = 0; i < rows && nulls < filter.topK(); i++) {
      boolean isRowConstant = lefts.isConstant(row + i);
      for (int j = 0; j < columns && nulls < filter.topK(); j++) {
        if (isRowConstant || rights.isConstant(j)) {
          batch.add(pair, place.leftOffset() + row + i, place.rightOffset() + j, Double.NaN);
          nulls++;
        }
      }
    }
  }

  @Override
  public void close() {
    if (tile != null) {
      tile.close();
      tile = null;
    }
    finished.close();
  }
}
