package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of neurons, rounded part by part to a screen's type: shape [row][neuron] a part. What is
 * rounded is {@code source - ones x shift}.
 */
abstract class RoundedRows implements AutoCloseable {
  /** Values rounded at once: 2^18, 1 MB, so that the steps of rounding meet in the cache. */
  private static final int STRIP_VALUES = 1 << 18;

  private final ScreenKernels kernels;
  private final int neurons;
  private final List<NDArray> parts = new ArrayList<>();
  private NDManager scope;

  RoundedRows(ScreenKernels kernels, int neurons) {
    this.kernels = kernels;
    this.neurons = neurons;
    this.scope = kernels.runtime().openScope();
  }

  /** Creates no rows yet; {@code of} names the network whose they are. */
  static RoundedRows of(ScreenKernels kernels, ScreenType type, int neurons, String of) {
    return switch (type) {
      case INT8 -> new Int8Rows(kernels, neurons, of);
      case BFLOAT16, FLOAT32 -> new FloatRows(kernels, type, neurons);
    };
  }

  /**
   * Rounds a part.
   *
   * @param source shape [rows][neurons], float32; read only
   * @param ones shape [rows]: what a neuron that is 1 at every token has in each row
   * @param shift of each neuron
   */
  abstract void add(NDArray source, float[] ones, float[] shift);

  /** Returns the factors of a part's products, in units of the source. */
  abstract double[] scale(int part);

  /**
   * Returns what rounding may do to products of neurons times their factors.
   *
   * @param factor what makes each neuron's norm about 1
   */
  abstract RoundingErrors errors(double[] factor, double exponent);

  ScreenKernels kernels() {
    return kernels;
  }

  int neurons() {
    return neurons;
  }

  NDManager scope() {
    return scope;
  }

  int stripRows() {
    return Math.max(1, STRIP_VALUES / neurons);
  }

  void addPart(NDArray rounded) {
    parts.add(rounded);
  }

  int parts() {
    return parts.size();
  }

  /** Hands the rows over: {@code margins} and {@code offsets} go with them. Caller closes. */
  ScreenedNeurons take(
      String of, double[] factor, EstimateMargins margins, EstimateOffsets offsets) {
    List<NDArray> scales = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      double[] raw = scale(p);
      float[] scale = new float[neurons];
      for (int i = 0; i < neurons; i++) {
        scale[i] = (float) (raw[i] * factor[i]);
      }
      scales.add(scope.create(scale, new Shape(neurons)));
    }
    NDManager owner = scope;
    scope = kernels.runtime().openScope();
    return new ScreenedNeurons(kernels, owner, of, parts, scales, margins, offsets);
  }

  @Override
  public void close() {
    scope.close();
  }
}
