package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.rhodb.engine.statistic.Moments;

/**
 * One layer's neurons y under a random linear map R, and the best match a neuron of another model
 * would find among them.
 *
 * <p>Needs no second pass over tokens: cov(x, R y) = R cov(x, y), and the variance of (R y)_k is
 * r_k' Cov(y, y) r_k. R acts on the activations as they are, so the scales of standardising are
 * taken out again first, up to one power of two for the whole layer.
 *
 * <p>Source: Gurnee et al. 2024 (arXiv 2401.12181), section 4: baseline of the excess correlation.
 */
public final class MappedLayer implements AutoCloseable {
  /** Values of a strip of products in float64: 2^21, 16 MB. */
  private static final int STRIP_VALUES = 1 << 21;

  private final CorrelationKernels kernels;
  private final NDManager scope;
  private final NDArray map;
  private final Moments moments;
  private final NeuronRange layer;
  private final NDArray weights;
  private final NDArray mappedFactor;

  MappedLayer(CorrelationKernels kernels, NDArray map, Moments moments, CrossProduct squares) {
    this.kernels = kernels;
    this.map = map;
    this.moments = moments;
    this.layer = squares.x();
    this.scope = kernels.runtime().openScope();
    try {
      this.weights = scope.create(relativeScales(moments, layer));
      this.mappedFactor = scope.create(mappedFactors(squares));
    } catch (RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  /** Returns the smallest scale of the layer divided by each neuron's: powers of two, at most 1. */
  private static double[] relativeScales(Moments moments, NeuronRange layer) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < layer.size(); i++) {
      if (!moments.isConstant(layer.first() + i)) {
        smallest = Math.min(smallest, moments.scale()[layer.first() + i]);
      }
    }
    double[] values = new double[layer.size()];
    for (int i = 0; i < values.length; i++) {
      int neuron = layer.first() + i;
      values[i] = moments.isConstant(neuron) ? 0 : smallest / moments.scale()[neuron];
    }
    return values;
  }

  /** Returns 1 / sqrt(n var) of each mapped neuron; NaN where the whole layer is constant. */
  private double[] mappedFactors(CrossProduct squares) {
    try (NDManager local = kernels.runtime().openScope()) {
      NDArray nDy = local.create(Shifts.of(moments, layer, moments.count()));
      NDArray dy = local.create(Shifts.of(moments, layer, 1));
      NDArray squared = centred(local, squares, 0, layer.size(), 0, layer.size(), nDy, dy);
      NDArray rounded = kernels.script().call(local, "weighted_twice", squared, weights);
      double[] values =
          kernels.script().call(local, "mapped_squares", map, rounded).toDoubleArray();
      for (int k = 0; k < values.length; k++) {
        values[k] = values[k] > 0 ? 1 / Math.sqrt(values[k]) : Double.NaN;
      }
      return values;
    }
  }

  /**
   * Returns for each x neuron of a product its highest correlation with any mapped neuron of the
   * layer; NaN for a constant neuron, or where every mapped neuron is constant. Costs 2 d² x
   * operations for a layer of d neurons.
   *
   * @param product sums of x with neurons among which the layer is
   * @param isLayerLeft whether the layer is on the product's left side, and x on its right
   * @param other moments of the block that the x neurons are in
   * @param between called between pieces of work; may throw to stop
   */
  public double[] bestMatches(
      CrossProduct product, boolean isLayerLeft, Moments other, Runnable between) {
    NeuronRange xs = isLayerLeft ? product.y() : product.x();
    NeuronRange ys = isLayerLeft ? product.x() : product.y();
    int offset = layer.first() - ys.first();
    double[] best = new double[xs.size()];
    try (NDManager local = kernels.runtime().openScope()) {
      NDArray factors = local.create(Shifts.factors(other, xs));
      Moments left = isLayerLeft ? moments : other;
      Moments right = isLayerLeft ? other : moments;
      NDArray nDx = local.create(Shifts.of(left, product.x(), left.count()));
      NDArray dy = local.create(Shifts.of(right, product.y(), 1));
      int strip = Math.max(1, STRIP_VALUES / layer.size());
      for (int first = 0; first < xs.size(); first += strip) {
        between.run();
        int rows = Math.min(strip, xs.size() - first);
        try (NDManager piece = kernels.runtime().openScope()) {
          NDArray products =
              isLayerLeft
                  ? transposed(
                      piece, centred(piece, product, offset, layer.size(), first, rows, nDx, dy))
                  : centred(piece, product, first, rows, offset, layer.size(), nDx, dy);
          NDArray rounded = kernels.script().call(piece, "weighted", products, weights);
          NDArray part = factors.get(first + ":" + (first + rows));
          part.attach(piece);
          double[] values =
              kernels
                  .script()
                  .call(piece, "mapped_maxima", map, rounded, part, mappedFactor)
                  .toDoubleArray();
          for (int i = 0; i < rows; i++) {
            best[first + i] = values[i] < -1 ? Double.NaN : values[i];
          }
        }
      }
    }
    return best;
  }

  private static NDArray transposed(NDManager owner, NDArray matrix) {
    NDArray view = matrix.transpose();
    view.attach(owner);
    return view;
  }

  private NDArray centred(
      NDManager owner,
      CrossProduct product,
      int first,
      int rows,
      int left,
      int width,
      NDArray nDx,
      NDArray dy) {
    List<NDArray> total = product.total();
    return kernels
        .script()
        .call(owner, "centred", product.sum(), total, first, rows, left, width, nDx, dy);
  }

  @Override
  public void close() {
    scope.close();
  }
}
