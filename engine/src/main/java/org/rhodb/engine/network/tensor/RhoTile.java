package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.rhodb.engine.statistic.Moments;

/**
 * Correlations of two ranges of neurons, computed in float64 from their sums, some rows at a time:
 * the whole matrix is never held a second time.
 *
 * <p>rho = (S_xy - n dx dy) / (sx sy), where dx and dy are what the provisional means left; NaN
 * with a neuron of zero variance.
 */
public final class RhoTile implements AutoCloseable {
  private final CorrelationKernels kernels;
  private final NDManager scope;
  private final CrossProduct product;
  private final NDArray nDx;
  private final NDArray dy;
  private final NDArray xFactor;
  private final NDArray yFactor;

  RhoTile(CorrelationKernels kernels, CrossProduct product, Moments left, Moments right) {
    this.kernels = kernels;
    this.product = product;
    this.scope = kernels.runtime().openScope();
    this.nDx = scope.create(Shifts.of(left, product.x(), left.count()));
    this.dy = scope.create(Shifts.of(right, product.y(), 1));
    this.xFactor = scope.create(Shifts.factors(left, product.x()));
    this.yFactor = scope.create(Shifts.factors(right, product.y()));
  }

  /** Returns the number of rows. */
  public int rows() {
    return product.x().size();
  }

  /** Returns the number of columns. */
  public int columns() {
    return product.y().size();
  }

  /** Computes some rows. Caller closes. */
  public RhoStrip openStrip(int first, int rows) {
    NDManager owner = kernels.runtime().openScope();
    NDArray rho =
        kernels
            .script()
            .call(
                owner,
                "rho",
                product.sum(),
                product.total(),
                first,
                rows,
                nDx,
                dy,
                xFactor,
                yFactor);
    return new RhoStrip(kernels, owner, rho);
  }

  @Override
  public void close() {
    scope.close();
  }
}
