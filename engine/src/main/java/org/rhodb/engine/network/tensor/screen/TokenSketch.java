package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.network.tensor.TorchScript;
import org.rhodb.engine.statistic.Moments;

/**
 * A random projection of some neurons' standardised activations over the token axis, filled block
 * by block, and the energy (sum of squares) that each range of rows received. Additive: shape
 * [ranges][32][neurons] and [ranges][neurons], float32.
 */
public final class TokenSketch implements NetworkScreen {
  private final ScreenKernels kernels;
  private final SketchShape shape;
  private final ScreenType type;
  private final int neurons;
  private final String of;
  private final NDManager scope;
  private final NDArray sums;
  private final NDArray energies;
  private final double[] ones;
  private final double[] counts;

  TokenSketch(ScreenKernels kernels, SketchShape shape, ScreenType type, int neurons, String of) {
    this.kernels = kernels;
    this.shape = shape;
    this.type = type;
    this.neurons = neurons;
    this.of = of;
    this.scope = kernels.runtime().openScope();
    this.sums = scope.zeros(new Shape(shape.ranges(), SketchShape.RANGE_ROWS, neurons));
    this.energies = scope.zeros(new Shape(shape.ranges(), neurons));
    this.ones = new double[Math.toIntExact(shape.count())];
    this.counts = new double[shape.ranges()];
  }

  /**
   * Adds a standardised block to the sketch, and to the block's own moments.
   *
   * @param block holds a whole number of groups of tokens, or is the corpus' last
   * @param firstToken number of its first token in the corpus, a multiple of {@link
   *     SketchShape#GROUP_TOKENS}
   */
  @Override
  public void add(TokenBlock block, long firstToken) {
    int size = SketchShape.GROUP_TOKENS;
    int tokens = block.tokens();
    int groups = (tokens + size - 1) / size;
    TorchScript script = kernels.script();
    try (NDManager local = kernels.runtime().openScope()) {
      block.centre();
      List<NDArray> squares =
          script.callForAll(
              local,
              "energy_sums",
              block.array(),
              tokens,
              size,
              energies,
              shape.range(firstToken),
              TokenBlock.SUM_VALUES);
      block.addMoments(squares.get(0).toDoubleArray(), squares.get(1).toDoubleArray());
      if (groups * size > tokens) {
        script.apply("clear_rows", block.array(), tokens, groups * size - tokens);
      }
      float[] values = shape.signs(firstToken / size, groups);
      NDArray signs = local.create(values, new Shape(groups, SketchShape.RANGE_ROWS, size));
      for (int group = 0; group < groups; ) {
        int range = shape.range(firstToken + (long) group * size);
        int count = Math.min(groups - group, shape.ranges() - range);
        script.apply("add_groups", sums, range, signs, block.array(), group, count);
        group += count;
      }
      countOnes(values, firstToken, tokens);
    }
  }

  /** Adds a neuron that is 1 at every token: what a mean that is not 0 leaves in each row. */
  private void countOnes(float[] signs, long firstToken, int tokens) {
    int size = SketchShape.GROUP_TOKENS;
    for (int token = 0; token < tokens; token++) {
      int group = token / size;
      int range = shape.range(firstToken + token);
      counts[range]++;
      for (int row = 0; row < SketchShape.RANGE_ROWS; row++) {
        ones[range * SketchShape.RANGE_ROWS + row] +=
            signs[(group * SketchShape.RANGE_ROWS + row) * size + token % size];
      }
    }
  }

  @Override
  public ScreenedNeurons openScreened(Moments moments, double exponent) {
    float[] mean = new float[neurons];
    double[] factor = moments.inverseDeviations();
    for (int i = 0; i < neurons; i++) {
      mean[i] = (float) moments.shiftedMean(i);
      factor[i] /= Math.sqrt(SketchShape.RANGE_ROWS);
    }
    float[] row = new float[ones.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) ones[i];
    }
    try (NDManager local = kernels.runtime().openScope();
        RoundedRows rounded = RoundedRows.of(kernels, type, neurons, of)) {
      NDArray flat = sums.reshape(shape.count(), neurons);
      flat.attach(local);
      rounded.add(flat, row, mean);
      List<NDArray> norms = kernels.script().callForAll(local, "energy_norms", energies);
      EstimateMargins margins =
          EstimateMargins.of(
              moments,
              norms.get(0).toDoubleArray(),
              norms.get(1).toDoubleArray(),
              counts,
              rounded.errors(factor, exponent),
              exponent);
      return rounded.take(of, factor, margins, EstimateOffsets.centred(moments));
    }
  }

  /** Takes account of the first tokens, whose sums were put back: a whole number of groups. */
  public void countTokens(long tokens) {
    int size = SketchShape.GROUP_TOKENS;
    for (long group = 0; group < tokens / size; group++) {
      countOnes(shape.signs(group, 1), group * size, size);
    }
  }

  NDArray sums() {
    return sums;
  }

  NDArray energies() {
    return energies;
  }

  int neurons() {
    return neurons;
  }

  /** Returns the bytes of a sketch. */
  public static long bytes(SketchShape shape, long neurons) {
    return 4L * (shape.count() + shape.ranges()) * neurons;
  }

  @Override
  public void close() {
    scope.close();
  }
}
