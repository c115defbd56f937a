package org.rhodb.engine.network.tensor.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.network.tensor.CrossProductTest;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.statistic.GaussianNumbers;
import org.rhodb.engine.statistic.Moments;
import org.rhodb.engine.statistic.Pearson;

class EstimateTileTest {
  private static final int TOKENS = 5000;
  private static final int BLOCK = 512;

  private TensorRuntime runtime;
  private CorrelationKernels blocks;
  private ScreenKernels kernels;

  @BeforeEach
  void start() {
    runtime = TensorRuntime.start("cpu", 2);
    blocks = CorrelationKernels.load(runtime);
    kernels = ScreenKernels.load(runtime);
  }

  @AfterEach
  void stop() {
    kernels.close();
    blocks.close();
    assertThat(runtime.openArrays()).isZero();
    runtime.close();
  }

  /** Neurons that follow those of another model more or less; the last never varies. */
  private static float[][] followers(float[][] x, int neurons, long seed) {
    GaussianNumbers noise = new GaussianNumbers(seed);
    float[][] y = new float[x.length][neurons];
    for (int t = 0; t < x.length; t++) {
      for (int j = 0; j < neurons - 1; j++) {
        int leader = j % x[0].length;
        double size = Math.pow(10, leader % 9 - 4);
        y[t][j] = (float) (x[t][leader] + size * noise.next() * (j % 4) / 2);
      }
      y[t][neurons - 1] = 7;
    }
    return y;
  }

  private Moments stream(float[][] values, NetworkScreen screen) {
    int neurons = values[0].length;
    try (TokenBlock block = blocks.openBlock(BLOCK, neurons);
        ColumnChoice all = new ColumnChoice(IntStream.range(0, neurons).toArray())) {
      for (int first = 0; first < values.length; first += BLOCK) {
        int rows = Math.min(BLOCK, values.length - first);
        block.clear();
        try (ActivationMatrix batch = CrossProductTest.matrix(runtime, values, first, rows)) {
          block.fill(batch, 0, BLOCK, all);
        }
        screen.add(block, first);
      }
      return block.moments();
    }
  }

  /** Every estimate with its margin against the correlation itself. */
  private List<double[]> estimates(
      float[][] x, float[][] y, ScreenRows screen, ScreenType type, double exponent) {
    List<double[]> found = new ArrayList<>();
    String other = x == y ? "x" : "y";
    try (NetworkScreen left = kernels.openScreen(screen, type, x[0].length, "x");
        NetworkScreen right = kernels.openScreen(screen, type, y[0].length, other)) {
      Moments lefts = stream(x, left);
      Moments rights = stream(y, right);
      assertThat(lefts.mean(0)).isCloseTo(mean(x), within(1e-4 * Math.abs(mean(x))));
      try (ScreenedNeurons a = left.openScreened(lefts, exponent);
          ScreenedNeurons b = right.openScreened(rights, exponent);
          EstimateTile tile = a.openTile(b)) {
        EstimateTile.Strip strip = tile.strip(0, tile.rows(), () -> {});
        EstimateTile.Pairs all = strip.select(-10, 10, 0);
        EstimateTile.BestBounds bounds = strip.bestBounds();
        for (int p = 0; p < all.size(); p++) {
          int i = all.row(p);
          int j = all.column(p);
          double rho =
              Pearson.twoPass(CrossProductTest.column(x, i), CrossProductTest.column(y, j));
          found.add(new double[] {rho, all.estimate(p), all.margin(p), bounds.rowHigh(i), i, j});
        }
      }
    }
    return found;
  }

  private static double mean(float[][] x) {
    return Arrays.stream(x).mapToDouble(row -> row[0]).average().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "16, 1, INT8",
    "64, 2, INT8",
    "200, 3, INT8",
    "64, 2, BFLOAT16",
    "200, 3, BFLOAT16",
    "64, 2, FLOAT32",
    "200, 3, FLOAT32"
  })
  void staysWithinTheMarginAndAddsUpOverBlocks(int ranges, long seed, ScreenType type) {
    float[][] x = CrossProductTest.activations(TOKENS, 60, seed);
    float[][] y = followers(x, 61, seed + 100);
    List<double[]> found = estimates(x, y, new SketchShape(ranges, seed), type, 12);
    assertThat(found).hasSize(60 * 60); // none of the constant neuron
    double expected = 1 / Math.sqrt(ranges * 32.0);
    assertThat(checkedError(found))
        .as(String.format(Locale.ROOT, "%d ranges", ranges))
        .isBetween(0.3 * expected, 2 * expected);
  }

  /** Returns the root mean square of the errors, each of which must be within its margin. */
  private static double checkedError(List<double[]> found) {
    double squares = 0;
    for (double[] pair : found) {
      assertThat(pair[1]).as(Arrays.toString(pair)).isCloseTo(pair[0], within(pair[2]));
      assertThat(pair[3]).isGreaterThanOrEqualTo((float) pair[0] - 1e-5f);
      squares += Math.pow(pair[1] - pair[0], 2);
    }
    return Math.sqrt(squares / found.size());
  }

  @ParameterizedTest
  @EnumSource(ScreenType.class)
  void staysWithinTheMarginWhereOneTokenHasAllTheEnergy(ScreenType type) {
    float[][] x = CrossProductTest.activations(TOKENS, 30, 5);
    float[][] y = followers(x, 31, 6);
    for (int j = 0; j < 30; j += 3) {
      x[777][j] = 1e5f;
      y[778][j] = -1e5f;
    }
    for (long seed = 0; seed < 5; seed++) {
      checkedError(estimates(x, y, new SketchShape(32, seed), type, 12));
    }
    checkedError(estimates(x, y, new AllTokens(TOKENS), type, 12));
  }

  @ParameterizedTest
  @EnumSource(ScreenType.class)
  void isNearerWithAllTokensThanAnySketchOfThem(ScreenType type) {
    float[][] x = CrossProductTest.activations(TOKENS, 60, 11);
    List<double[]> found = estimates(x, followers(x, 61, 12), new AllTokens(TOKENS), type, 30);
    assertThat(found).hasSize(60 * 60);
    assertThat(checkedError(found)).isLessThan(0.002);
    double[] margins = found.stream().mapToDouble(pair -> pair[2]).sorted().toArray();
    assertThat(margins[margins.length / 2]).isLessThan(0.05);
  }

  @ParameterizedTest
  @EnumSource(ScreenType.class)
  void estimatesANeuronWithItself(ScreenType type) {
    float[][] x = CrossProductTest.activations(TOKENS, 40, 13);
    checkedError(estimates(x, x, new AllTokens(TOKENS), type, 12));
    checkedError(estimates(x, x, new SketchShape(64, 3), type, 12));
  }

  /**
   * A sum of two products of 8 bits is more than 16 bits hold: processors without instructions for
   * it saturate there unless the library takes care.
   */
  @ParameterizedTest
  @EnumSource(ScreenType.class)
  void multipliesValuesThatAreAllAsLargeAsTheTypeHolds(ScreenType type) {
    float[][] x = new float[TOKENS][33];
    SplittableRandom random = new SplittableRandom(17);
    for (int token = 0; token < TOKENS; token++) {
      float common = random.nextBoolean() ? 1 : -1;
      for (int i = 0; i < 33; i++) {
        x[token][i] = random.nextInt(33) < i ? common : random.nextBoolean() ? 1 : -1;
      }
    }
    List<double[]> found = estimates(x, x, new AllTokens(TOKENS), type, 12);
    assertThat(found).hasSize(33 * 33);
    assertThat(found.get(found.size() - 1)[0]).isGreaterThan(0.9);
    assertThat(checkedError(found)).isLessThan(0.003);
  }

  /** One row or one column is a shape of its own to the libraries that multiply. */
  @ParameterizedTest
  @EnumSource(ScreenType.class)
  void estimatesOneRowAndOneChosenNeuronAsAllOfThem(ScreenType type) {
    float[][] x = CrossProductTest.activations(TOKENS, 20, 15);
    for (ScreenRows rows : List.of(new SketchShape(64, 3), new AllTokens(TOKENS))) {
      try (NetworkScreen screen = kernels.openScreen(rows, type, 20, "x")) {
        Moments moments = stream(x, screen);
        try (ScreenedNeurons all = screen.openScreened(moments, 12);
            ScreenedNeurons one = all.openColumns(new int[] {7});
            EstimateTile whole = all.openTile(all);
            EstimateTile top = one.openTile(all);
            EstimateTile side = all.openTile(one)) {
          List<Float> expected = estimates(whole, 0, 20).subList(7 * 20, 8 * 20);
          assertClose(estimates(whole, 7, 1), expected);
          assertClose(estimates(top, 0, 1), expected);
          List<Float> column = estimates(side, 0, 20);
          List<Float> transposed = estimates(whole, 0, 20);
          for (int i = 0; i < 20; i++) {
            assertThat(column.get(i)).isCloseTo(transposed.get(i * 20 + 7), within(0.01f));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ScreenType.class)
  void canBeStoppedBetweenTheProductsOfParts(ScreenType type) {
    float[][] x = CrossProductTest.activations(TOKENS, 20, 19);
    try (NetworkScreen screen = kernels.openScreen(new AllTokens(TOKENS), type, 20, "x");
        ScreenedNeurons all = screened(x, screen);
        EstimateTile tile = all.openTile(all)) {
      int[] asked = {0};
      tile.strip(0, 20, () -> asked[0]++);
      assertThat(asked[0]).isEqualTo((TOKENS + BLOCK - 1) / BLOCK);
      int held = runtime.openArrays();
      Runnable stop =
          () -> {
            if (--asked[0] == 0) {
              throw new IllegalStateException("stopped");
            }
          };
      assertThatThrownBy(() -> tile.strip(0, 20, stop)).hasMessage("stopped");
      assertThat(runtime.openArrays()).isEqualTo(held);
    }
  }

  private ScreenedNeurons screened(float[][] x, NetworkScreen screen) {
    return screen.openScreened(stream(x, screen), 12);
  }

  private static void assertClose(List<Float> found, List<Float> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).isCloseTo(expected.get(i), within(0.01f)); // bfloat16 rounds to that
    }
  }

  private static List<Float> estimates(EstimateTile tile, int first, int rows) {
    EstimateTile.Pairs all = tile.strip(first, rows, () -> {}).select(-10, 10, 0);
    return IntStream.range(0, all.size()).mapToObj(all::estimate).toList();
  }

  @Test
  void sumsChosenPairsAsFloat64Does() {
    float[][] x = CrossProductTest.activations(3000, 20, 8);
    float[][] y = followers(x, 31, 9);
    long[] places = {3, 19 * 31 + 29, 3, 5 * 31, 5 * 31 + 5, 7 * 31 + 7};
    PairChoice choice = PairChoice.of(20, 31, places);
    assertThat(choice.size()).isEqualTo(5);
    SketchShape shape = new SketchShape(4, 0);
    try (NetworkScreen left = kernels.openScreen(shape, ScreenType.INT8, 20, "x");
        NetworkScreen right = kernels.openScreen(shape, ScreenType.INT8, 31, "y");
        PairSums sums = kernels.openPairs(choice)) {
      Moments lefts = stream(x, left);
      Moments rights = stream(y, right);
      addPairs(sums, x, y, lefts, rights);
      double[] values = sums.values();
      for (int row = 0; row < 20; row++) {
        for (int p = choice.start(row); p < choice.start(row + 1); p++) {
          int j = choice.column(p);
          double rho =
              (values[p] - 3000 * lefts.shiftedMean(row) * rights.shiftedMean(j))
                  / Math.sqrt(lefts.deviationSquares(row) * rights.deviationSquares(j));
          assertThat(rho)
              .isCloseTo(
                  Pearson.twoPass(CrossProductTest.column(x, row), CrossProductTest.column(y, j)),
                  within(1e-5));
        }
      }
    }
  }

  private void addPairs(PairSums sums, float[][] x, float[][] y, Moments lefts, Moments rights) {
    try (TokenBlock left = blocks.openBlock(2000, 20);
        TokenBlock right = blocks.openBlock(2000, 31);
        ColumnChoice allX = new ColumnChoice(IntStream.range(0, 20).toArray());
        ColumnChoice allY = new ColumnChoice(IntStream.range(0, 31).toArray());
        TransposedBlock rows = kernels.openTransposed(20);
        TransposedBlock columns = kernels.openTransposed(31)) {
      left.restore(lefts);
      right.restore(rights);
      for (int first = 0; first < x.length; first += 2000) {
        int count = Math.min(2000, x.length - first);
        left.clear();
        right.clear();
        try (ActivationMatrix a = CrossProductTest.matrix(runtime, x, first, count);
            ActivationMatrix b = CrossProductTest.matrix(runtime, y, first, count)) {
          left.fill(a, 0, 2000, allX);
          right.fill(b, 0, 2000, allY);
        }
        for (int at = 0; rows.take(left, at) > 0; at += PairSums.CALL_TOKENS) {
          columns.take(right, at);
          sums.add(rows, columns, () -> {});
        }
      }
    }
  }
}
