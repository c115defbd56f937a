package org.rhodb.engine.execute.correlate.dense;

import java.util.List;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pair.PairMatches;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.network.tensor.CrossProduct;
import org.rhodb.engine.network.tensor.MappedLayer;
import org.rhodb.engine.network.tensor.NeuronRange;
import org.rhodb.engine.network.tensor.RandomMap;
import org.rhodb.engine.network.tensor.RhoStrip;
import org.rhodb.engine.network.tensor.RhoTile;
import org.rhodb.engine.statistic.GaussianNumbers;
import org.rhodb.engine.statistic.RandomSeed;
import org.rhodb.grammar.tree.Baseline;

/**
 * Finds best matches and baselines in a finished pass: the maxima of rows and columns in one sweep,
 * then the same under random maps, which are applied to the sums.
 */
final class MatchFinder {
  private final CorrelationKernels kernels;
  private final GroupWork work;
  private final BaselineDraws baseline;
  private final FinishedPass finished;
  private final List<PairMatches> matches;
  private final Runnable between;

  /**
   * Creates a finder.
   *
   * @param matches of each pair of the group; what is found is offered to them
   * @param between called between pieces of work; may throw to stop
   */
  MatchFinder(
      CorrelationKernels kernels,
      GroupWork work,
      BaselineDraws baseline,
      FinishedPass finished,
      List<PairMatches> matches,
      Runnable between) {
    this.kernels = kernels;
    this.work = work;
    this.baseline = baseline;
    this.finished = finished;
    this.matches = matches;
    this.between = between;
  }

  void find() {
    for (int t = 0; t < finished.pass().tiles().size(); t++) {
      TilePass.Tile place = finished.pass().tiles().get(t);
      PairMatches pair = matches.get(place.pair());
      sweep(
          finished.sums().product(t),
          place,
          (isLeft, neuron, other, rho) -> pair.best(isLeft).offer(neuron, rho, other));
      for (int draw = 0; draw < baseline.permutedProducts(); draw++) {
        int number = draw;
        sweep(
            finished.sums().permuted(t).get(draw),
            place,
            (isLeft, neuron, other, rho) -> pair.offerBaseline(isLeft, number, neuron, rho));
      }
    }
    for (int slice : finished.sums().mappedSlices()) {
      findMapped(slice);
    }
  }

  /** Hears the highest rho of a row or a column of a strip. */
  private interface Maximum {
    void offer(boolean isLeft, int neuron, int other, double rho);
  }

  private void sweep(CrossProduct product, TilePass.Tile place, Maximum maximum) {
    try (RhoTile tile =
        product.openTile(finished.moments(place.left()), finished.moments(place.right()))) {
      int step = PassBytes.stripRows(tile.columns());
      for (int first = 0; first < tile.rows(); first += step) {
        between.run();
        int rows = Math.min(step, tile.rows() - first);
        int top = place.leftOffset() + first;
        try (RhoStrip strip = tile.openStrip(first, rows)) {
          RhoStrip.Maxima byRow = strip.rowMaxima();
          for (int i = 0; i < rows; i++) {
            maximum.offer(true, top + i, place.rightOffset() + byRow.index(i), byRow.rho(i));
          }
          RhoStrip.Maxima byColumn = strip.columnMaxima();
          for (int j = 0; j < tile.columns(); j++) {
            maximum.offer(false, place.rightOffset() + j, top + byColumn.index(j), byColumn.rho(j));
          }
        }
      }
    }
  }

  private void findMapped(int sliceIndex) {
    TilePass.Slice slice = finished.pass().slices().get(sliceIndex);
    List<CrossProduct> squares = finished.sums().squares(sliceIndex);
    for (int layer = 0; layer < squares.size(); layer++) {
      for (int draw = 0; draw < baseline.draws(); draw++) {
        between.run();
        CrossProduct square = squares.get(layer);
        try (RandomMap map = openMap(slice, square.x(), draw);
            MappedLayer mapped = map.openLayer(finished.moments(sliceIndex), square)) {
          offerMapped(sliceIndex, mapped, draw);
        }
      }
    }
  }

  /** Draws the map of a layer: it depends on the weights and the layer, on nothing else. */
  private RandomMap openMap(TilePass.Slice slice, NeuronRange layer, int draw) {
    String weights = work.networks().get(slice.network()).weightsHash();
    long seed =
        RandomSeed.derive(
            baseline.purpose(), baseline.seed(), draw, weights, slice.axis().layer(layer.first()));
    GaussianNumbers numbers = new GaussianNumbers(seed);
    return baseline.kind() == Baseline.Kind.ORTHOGONAL
        ? kernels.openOrthogonalMap(layer.size(), numbers)
        : kernels.openGaussianMap(layer.size(), numbers);
  }

  private void offerMapped(int slice, MappedLayer mapped, int draw) {
    for (int t = 0; t < finished.pass().tiles().size(); t++) {
      TilePass.Tile place = finished.pass().tiles().get(t);
      NeuronPair pair = work.pairs().get(place.pair());
      if (place.right() == slice && pair.isLeftAsked()) {
        offerMapped(t, true, mapped, draw);
      }
      if (place.left() == slice && pair.isRightAsked()) {
        offerMapped(t, false, mapped, draw);
      }
    }
  }

  private void offerMapped(int t, boolean isForLeft, MappedLayer mapped, int draw) {
    TilePass.Tile place = finished.pass().tiles().get(t);
    int asking = isForLeft ? place.left() : place.right();
    int offset = isForLeft ? place.leftOffset() : place.rightOffset();
    double[] best =
        mapped.bestMatches(
            finished.sums().product(t), !isForLeft, finished.moments(asking), between);
    for (int i = 0; i < best.length; i++) {
      matches.get(place.pair()).offerBaseline(isForLeft, draw, offset + i, best[i]);
    }
  }
}
