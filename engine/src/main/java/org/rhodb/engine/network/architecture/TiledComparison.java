package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.SampleCheck;

/**
 * Compares ablated runs with the clean network by tiles of the vocabulary, so that they share each
 * tile of the head and of the clean probabilities.
 *
 * <p>With many runs and a large vocabulary, divergences come from samples of it, a small one first.
 * A run is taken as it is where the standard error that its sample shows is within {@link
 * AblationMethod#mostError}; the others go through a larger sample or through all tokens. Some of
 * those taken are computed from all tokens as well, and none is taken where one is farther off than
 * its standard errors allow.
 */
final class TiledComparison {
  /** Samples are one token of so many, the small one first. */
  private static final int[] SIZES = {32, 12, 4};

  /** What products in float32 leave uncertain of a divergence, nats a token. */
  private static final double NOTHING = 1e-7;

  private final PredictedChunk chunk;
  private final OutputHead head;
  private final AblationMethod method;
  private final DoubleConsumer pulse;
  private SampleCheck sampling = SampleCheck.NONE;

  TiledComparison(PredictedChunk chunk, AblationMethod method, DoubleConsumer pulse) {
    this.chunk = chunk;
    this.head = chunk.head();
    this.method = method;
    this.pulse = pulse;
  }

  /** Returns what came of sampling, once the sums were asked for. */
  SampleCheck sampling() {
    return sampling;
  }

  /**
   * Returns the sums of loss and divergence of each run.
   *
   * @param changes of each run, [n][d_model]
   */
  double[][] sums(List<NDArray> changes) {
    boolean isSampled = method.samples(changes.size(), head.dVocab());
    double[][] sums = isSampled ? sampled(changes) : exact(changes);
    for (int r = 0; r < sums.length; r++) {
      if (!Double.isFinite(sums[r][0]) || !Double.isFinite(sums[r][1])) {
        // A logit rose by more than 88 nats, and its exponential beyond float32.
        sums[r] = chunk.compareWhole(changes.get(r), pulse);
      }
    }
    return sums;
  }

  private double[][] exact(List<NDArray> changes) {
    if (changes.isEmpty()) {
      return new double[0][];
    }
    try (NDManager work = head.openScope()) {
      List<ComparedRuns> stacks = new ArrayList<>();
      for (List<NDArray> some : chunk.together(changes, method)) {
        stacks.add(new ComparedRuns(chunk, work, chunk.kernels().call(work, "join", some)));
      }
      chunk.forEachTile(
          head.tokens(),
          stacks.get(0).rows(),
          (tile, first) -> {
            for (ComparedRuns stack : stacks) {
              stack.add(tile);
              pulse.accept(head.flops(stack.rows(), tile.width()));
            }
          });
      return stacks.stream()
          .flatMap(stack -> Arrays.stream(stack.finish(work)))
          .toArray(double[][]::new);
    }
  }

  private double[][] sampled(List<NDArray> changes) {
    Samples samples = new Samples(changes.size());
    for (int size : SIZES) {
      samples.take(changes, size);
    }
    double[][] sums = samples.sums;
    int[] checked = samples.checked();
    int[] open = IntStream.range(0, sums.length).filter(r -> samples.sizes[r] == 0).toArray();
    // Those that no sample settles share the tiles of those that are computed both ways.
    int[] whole = IntStream.concat(Arrays.stream(checked), Arrays.stream(open)).toArray();
    double[][] exact = exact(at(changes, whole));
    double worst = 0;
    boolean isTaken = true;
    for (int c = 0; c < checked.length; c++) {
      double apart = Math.abs(sums[checked[c]][1] - exact[c][1]);
      worst = Math.max(worst, apart / chunk.size());
      double most = AblationMethod.DEVIATIONS * samples.errors[checked[c]];
      isTaken &= apart <= most + NOTHING * chunk.size();
    }
    put(sums, whole, exact);
    if (!isTaken) {
      int[] rest = others(sums.length, whole);
      put(sums, rest, exact(at(changes, rest)));
    }
    int taken = isTaken ? sums.length - whole.length : 0;
    int refused = sums.length - checked.length - taken;
    sampling = samples.check(taken, refused, checked.length, worst);
    return sums;
  }

  private static int[] others(int runs, int[] some) {
    return IntStream.range(0, runs)
        .filter(r -> Arrays.stream(some).noneMatch(s -> s == r))
        .toArray();
  }

  /** What samples say of runs. */
  private final class Samples {
    private final double[][] sums;
    private final double[] errors;

    /** One token of how many each run was taken from; 0: it was not taken. */
    private final int[] sizes;

    /** One token of how many the last sample of a run was, 0 before the first. */
    private final int[] tried;

    private double flops;

    Samples(int runs) {
      this.sums = new double[runs][2];
      this.errors = new double[runs];
      this.sizes = new int[runs];
      this.tried = new int[runs];
    }

    /** Takes what a sample of one token of so many settles, of the runs that it may settle. */
    void take(List<NDArray> changes, int size) {
      int[] open = IntStream.range(0, sums.length).filter(r -> isWorth(r, size)).toArray();
      if (open.length == 0) {
        return;
      }
      int tokens = head.dVocab() / size;
      SampledRuns found =
          SampledRuns.of(chunk.samples(pulse), at(changes, open), tokens, method, pulse);
      flops += open.length * head.flops(chunk.size(), tokens);
      for (int i = 0; i < open.length; i++) {
        int run = open[i];
        sums[run] = found.sums()[i];
        errors[run] = found.error(i);
        tried[run] = size;
        if (errors[run] <= method.mostError(chunk.size(), sums[run][1])) {
          sizes[run] = size;
        }
      }
    }

    /** Errors fall at least as fast as samples grow: whether a larger one is expected to do. */
    private boolean isWorth(int run, int size) {
      if (tried[run] == 0 || sizes[run] > 0) {
        return sizes[run] == 0;
      }
      double expected = errors[run] * size / tried[run];
      return expected <= method.mostError(chunk.size(), sums[run][1]);
    }

    /**
     * Returns some of the runs that were taken, by their order: chosen by what was found, the error
     * of a run near the choice would depend on whether it is chosen.
     */
    int[] checked() {
      int[] taken = IntStream.range(0, sums.length).filter(r -> sizes[r] > 0).toArray();
      int count = Math.min(taken.length, AblationMethod.checked(sums.length));
      return IntStream.range(0, count).map(c -> taken[c * taken.length / count]).toArray();
    }

    SampleCheck check(int taken, int refused, int checked, double worst) {
      double whole = head.flops(chunk.size(), head.dVocab());
      double saved = taken * whole - flops;
      int least = Arrays.stream(sizes).filter(size -> size > 0).min().orElse(0);
      return new SampleCheck(taken, refused, checked, least == 0 ? 0 : 1.0 / least, worst, saved);
    }
  }

  private static List<NDArray> at(List<NDArray> changes, int[] runs) {
    return Arrays.stream(runs).mapToObj(changes::get).toList();
  }

  private static void put(double[][] sums, int[] runs, double[][] some) {
    for (int r = 0; r < runs.length; r++) {
      sums[runs[r]] = some[r];
    }
  }
}
