package org.rhodb.engine.execute.correlate.dense;

import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.NeuronRange;
import org.rhodb.grammar.tree.Baseline;

/**
 * The operations of one pass beside its forward passes.
 *
 * @param products of tiles, those with permuted tokens among them
 * @param squares products of each layer with itself, where it is mapped
 * @param maps drawing them and applying them to the sums, when all tokens have gone by
 */
record PassFlops(double products, double squares, double maps) {
  static PassFlops of(GroupWork work, TilePass pass, BaselineDraws baseline) {
    double tokens = work.corpus().countedTokens();
    double products = 0;
    double maps = 0;
    for (TilePass.Tile tile : pass.tiles()) {
      double rows = pass.slices().get(tile.left()).axis().size();
      double columns = pass.slices().get(tile.right()).axis().size();
      products += 2 * tokens * rows * columns * (1 + baseline.permutedProducts());
      if (baseline.isLinear()) {
        NeuronPair pair = work.pairs().get(tile.pair());
        maps += pair.isLeftAsked() ? 2 * rows * layerSquares(pass, tile.right()) : 0;
        maps += pair.isRightAsked() ? 2 * columns * layerSquares(pass, tile.left()) : 0;
      }
    }
    // A QR decomposition where it is orthogonal; the variances of what it maps to.
    double making = baseline.kind() == Baseline.Kind.ORTHOGONAL ? 8.0 / 3 + 2 : 2;
    double squares = 0;
    for (int slice : MappedSlices.of(work, pass.tiles(), baseline)) {
      squares += 2 * tokens * layerSquares(pass, slice);
      for (NeuronRange layer : PassSums.layers(pass.slices().get(slice).axis())) {
        maps += making * Math.pow(layer.size(), 3);
      }
    }
    return new PassFlops(products, squares, baseline.draws() * maps);
  }

  /** Returns the values of the maps of a slice's layers. */
  private static double layerSquares(TilePass pass, int slice) {
    double sum = 0;
    for (NeuronRange layer : PassSums.layers(pass.slices().get(slice).axis())) {
      sum += (double) layer.size() * layer.size();
    }
    return sum;
  }
}
