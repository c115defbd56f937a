package org.rhodb.engine.network.tensor.screen;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.statistic.Moments;

/**
 * Every token of some neurons, standardised and rounded, a block a part: shape [tokens][neurons] a
 * part.
 */
final class TokenRows implements NetworkScreen {
  private final RoundedRows rows;
  private final String of;

  TokenRows(ScreenKernels kernels, ScreenType type, int neurons, String of) {
    this.rows = RoundedRows.of(kernels, type, neurons, of);
    this.of = of;
  }

  @Override
  public void add(TokenBlock block, long firstToken) {
    block.standardise();
    float[] ones = new float[block.tokens()];
    Arrays.fill(ones, 1);
    try (NDArray tokens = block.array().get("0:" + block.tokens())) {
      rows.add(tokens, ones, new float[block.neurons()]);
    }
  }

  @Override
  public ScreenedNeurons openScreened(Moments moments, double exponent) {
    double[] factor = moments.inverseDeviations();
    RoundingErrors errors = rows.errors(factor, exponent);
    return rows.take(
        of, factor, EstimateMargins.of(moments, errors), EstimateOffsets.around(moments, factor));
  }

  @Override
  public void close() {
    rows.close();
  }
}
