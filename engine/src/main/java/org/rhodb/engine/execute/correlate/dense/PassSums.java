package org.rhodb.engine.execute.correlate.dense;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pass.SavedFloats;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.network.tensor.CrossProduct;
import org.rhodb.engine.network.tensor.NeuronRange;

/** Every accumulator of one pass. Whoever opens it closes it. */
final class PassSums implements AutoCloseable {
  /** Values copied between device and savepoint at once: 2^20, 4 MB. */
  private static final int COPY_VALUES = 1 << 20;

  private final List<CrossProduct> all = new ArrayList<>();
  private final List<CrossProduct> products = new ArrayList<>();
  private final List<List<CrossProduct>> permuted = new ArrayList<>();
  private final Map<Integer, List<CrossProduct>> squares = new TreeMap<>();

  private PassSums() {}

  /** Allocates all of them, zero. Caller closes. */
  static PassSums open(
      CorrelationKernels kernels,
      GroupWork work,
      TilePass pass,
      BaselineDraws baseline,
      boolean isCarried) {
    PassSums sums = new PassSums();
    try {
      for (TilePass.Tile tile : pass.tiles()) {
        NeuronRange x = new NeuronRange(0, pass.slices().get(tile.left()).axis().size());
        NeuronRange y = new NeuronRange(0, pass.slices().get(tile.right()).axis().size());
        sums.products.add(sums.keep(kernels.openProduct(x, y, isCarried)));
        List<CrossProduct> draws = new ArrayList<>();
        for (int draw = 0; draw < baseline.permutedProducts(); draw++) {
          draws.add(sums.keep(kernels.openProduct(x, y, isCarried)));
        }
        sums.permuted.add(draws);
      }
      for (int slice : MappedSlices.of(work, pass.tiles(), baseline)) {
        List<CrossProduct> layers = new ArrayList<>();
        for (NeuronRange layer : layers(pass.slices().get(slice).axis())) {
          layers.add(sums.keep(kernels.openProduct(layer, layer, isCarried)));
        }
        sums.squares.put(slice, layers);
      }
      return sums;
    } catch (RuntimeException e) {
      sums.close();
      throw e;
    }
  }

  /** Returns the ranges of an axis that are one layer each. */
  static List<NeuronRange> layers(NeuronAxis axis) {
    List<NeuronRange> layers = new ArrayList<>();
    int[] starts = axis.layerStarts();
    for (int i = 0; i < starts.length; i++) {
      int end = i + 1 < starts.length ? starts[i + 1] : axis.size();
      layers.add(new NeuronRange(starts[i], end - starts[i]));
    }
    return layers;
  }

  private CrossProduct keep(CrossProduct product) {
    all.add(product);
    return product;
  }

  /** Returns a tile's sums. */
  CrossProduct product(int tile) {
    return products.get(tile);
  }

  /** Returns a tile's sums with permuted tokens, one a draw. */
  List<CrossProduct> permuted(int tile) {
    return permuted.get(tile);
  }

  /** Returns the product of each layer of a slice with itself; empty if none is mapped. */
  List<CrossProduct> squares(int slice) {
    return squares.getOrDefault(slice, List.of());
  }

  /** Returns the slices whose layers are mapped. */
  Iterable<Integer> mappedSlices() {
    return squares.keySet();
  }

  /** Moves all sums to their second accumulators. */
  void carry() {
    all.forEach(CrossProduct::carry);
  }

  /** Writes all sums. */
  void write(DataOutputStream out, Runnable between) throws IOException {
    for (CrossProduct product : all) {
      int columns = product.y().size();
      int strip = Math.max(1, COPY_VALUES / columns);
      for (int a = 0; a < product.accumulatorCount(); a++) {
        for (int first = 0; first < product.x().size(); first += strip) {
          between.run();
          int rows = Math.min(strip, product.x().size() - first);
          SavedFloats.write(out, product.rows(a, first, rows));
        }
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  void read(DataInputStream in, Runnable between) throws IOException {
    for (CrossProduct product : all) {
      int columns = product.y().size();
      int strip = Math.max(1, COPY_VALUES / columns);
      for (int a = 0; a < product.accumulatorCount(); a++) {
        for (int first = 0; first < product.x().size(); first += strip) {
          between.run();
          int rows = Math.min(strip, product.x().size() - first);
          product.restoreRows(a, first, rows, SavedFloats.read(in, rows * columns));
        }
      }
    }
  }

  @Override
  public void close() {
    all.forEach(CrossProduct::close);
    all.clear();
  }
}
