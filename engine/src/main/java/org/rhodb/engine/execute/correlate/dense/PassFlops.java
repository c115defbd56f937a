package org.rhodb.engine.execute.correlate.dense;

import java.util.TreeSet;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.NeuronRange;

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
    double pairs = 0;
    TreeSet<Integer> mapped = new TreeSet<>();
    double maps = 0;
    for (TilePass.Tile tile : pass.tiles()) {
      double rows = size(pass, tile.left());
      double columns = size(pass, tile.right());
      pairs += rows * columns;
      NeuronPair pair = work.pairs().get(tile.pair());
      if (pair.isLeftAsked()) {
        mapped.add(tile.right());
        maps += applied(pass, tile.right(), rows);
      }
      if (pair.isRightAsked()) {
        mapped.add(tile.left());
        maps += applied(pass, tile.left(), columns);
      }
    }
    double squares = 0;
    for (int slice : mapped) {
      for (NeuronRange layer : PassSums.layers(pass.slices().get(slice).axis())) {
        double d = layer.size();
        squares += 2 * tokens * d * d;
        maps += (8.0 / 3 + 2) * d * d * d; // an orthogonal map, and the variances it leaves
      }
    }
    double products = 2 * tokens * pairs * (1 + baseline.permutedProducts());
    return baseline.isLinear()
        ? new PassFlops(products, squares, baseline.draws() * maps)
        : new PassFlops(products, 0, 0);
  }

  private static double size(TilePass pass, int slice) {
    return pass.slices().get(slice).axis().size();
  }

  /** Returns the operations of mapping the sums of some neurons with every layer of a slice. */
  private static double applied(TilePass pass, int slice, double neurons) {
    double sum = 0;
    for (NeuronRange layer : PassSums.layers(pass.slices().get(slice).axis())) {
      sum += 2 * neurons * layer.size() * layer.size();
    }
    return sum;
  }
}
