package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Neurons ready to be screened: their rounded rows in parts, shape [row][neuron], a factor a neuron
 * and part that makes them of norm near 1, and what their estimates may be off.
 */
public final class ScreenedNeurons implements AutoCloseable {
  private final ScreenKernels kernels;
  private final NDManager scope;
  private final String of;
  private final List<NDArray> parts;
  private final List<NDArray> scales;
  private final EstimateMargins margins;
  private final EstimateOffsets offsets;

  ScreenedNeurons(
      ScreenKernels kernels,
      NDManager scope,
      String of,
      List<NDArray> parts,
      List<NDArray> scales,
      EstimateMargins margins,
      EstimateOffsets offsets) {
    this.kernels = kernels;
    this.scope = scope;
    this.of = of;
    this.parts = List.copyOf(parts);
    this.scales = List.copyOf(scales);
    this.margins = margins;
    this.offsets = offsets;
  }

  /**
   * Returns estimates of rho with other neurons, screened over the same tokens. Must not outlive
   * either. Caller closes.
   */
  public EstimateTile openTile(ScreenedNeurons right) {
    NDManager owner = kernels.runtime().openScope();
    int height = neurons();
    int width = right.neurons();
    float[] largest = right.margins.rightFactors(of.equals(right.of));
    float[] offset = right.offsets.rightFactors();
    NDArray leftMargins = array(owner, margins.leftFactors(), height, EstimateMargins.TERMS);
    NDArray rightMargins = array(owner, largest, EstimateMargins.TERMS, width);
    NDArray leftStart = array(owner, offsets.leftFactors(), height, EstimateOffsets.TERMS);
    NDArray rightStart = array(owner, offset, EstimateOffsets.TERMS, width);
    PartProducts products =
        new PartProducts(
            kernels,
            new PartProducts.Side(parts, scales),
            new PartProducts.Side(right.parts, right.scales),
            kernels.script().call(owner, "beside", leftStart, leftMargins, 1),
            kernels.script().call(owner, "beside", rightStart, rightMargins, 0));
    return new EstimateTile(kernels, owner, leftMargins, rightMargins, products);
  }

  private static NDArray array(NDManager owner, float[] values, int rows, int columns) {
    return owner.create(values, new Shape(rows, columns));
  }

  /** Returns some of these neurons. Caller closes. */
  public ScreenedNeurons openColumns(int[] columns) {
    NDManager owner = kernels.runtime().openScope();
    long[] places = new long[columns.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = columns[i];
    }
    NDArray index = owner.create(places, new Shape(places.length));
    return new ScreenedNeurons(
        kernels,
        owner,
        of,
        parts.stream().map(part -> choose(owner, part, 1, index)).toList(),
        scales.stream().map(scale -> choose(owner, scale, 0, index)).toList(),
        margins.choose(columns),
        offsets.choose(columns));
  }

  private NDArray choose(NDManager owner, NDArray from, int axis, NDArray index) {
    return kernels.script().call(owner, "choose", from, axis, index);
  }

  /** Returns the number of neurons. */
  public int neurons() {
    return margins.neurons();
  }

  /** Returns the median margin of pairs of neurons of equal margins; 0 without any. */
  public double typicalMargin() {
    return margins.typical();
  }

  /** Returns the bytes of so many neurons. */
  public static long bytes(ScreenRows rows, ScreenType type, long neurons) {
    return type.bytes() * rows.count() * neurons;
  }

  @Override
  public void close() {
    scope.close();
  }
}
