package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.RoundingCheck;

/**
 * Compares ablated runs with the clean network by tiles of the vocabulary, so that they share each
 * tile of the head and of the clean probabilities.
 *
 * <p>With many runs and tokens the unlikely tokens' part of the divergence comes from products in 8
 * bits. Some runs are computed both ways; another is taken as it is only where the share of its
 * divergence that was seen to be lost, {@link #SAFETY} times, is within {@link
 * AblationMethod#TOLERANCE}.
 */
final class TiledComparison {
  /**
   * Rounding is worth it for so many of the runs, not for fewer: it is computed for all of them.
   */
  private static final double WORTH = 0.6;

  /** Those that are not checked may lose so many times more than those that are. */
  private static final double SAFETY = 4;

  /** Share of its divergence that a run is taken to lose at least: a check may meet a zero. */
  private static final double LEAST_SHARE = 1e-4;

  /** Share that no run may lose, so that small divergences keep their digits. */
  private static final double MOST_SHARE = 1e-3;

  /** Divergence below which a share says nothing, nats a token. */
  private static final double NOTHING = 1e-7;

  private final PredictedChunk chunk;
  private final OutputHead head;
  private final AblationMethod method;
  private final DoubleConsumer pulse;
  private RoundingCheck rounding = RoundingCheck.NONE;

  TiledComparison(PredictedChunk chunk, AblationMethod method, DoubleConsumer pulse) {
    this.chunk = chunk;
    this.head = chunk.head();
    this.method = method;
    this.pulse = pulse;
  }

  /** Returns what came of rounding, once the sums were asked for. */
  RoundingCheck rounding() {
    return rounding;
  }

  /**
   * Returns the sums of loss and divergence of each run.
   *
   * @param changes of each run, [n][d_model]
   */
  double[][] sums(List<NDArray> changes) {
    boolean isRounded = method.rounds(changes.size(), head.dVocab());
    double[][] sums = isRounded ? rounded(changes) : exact(changes);
    for (int r = 0; r < sums.length; r++) {
      if (!Double.isFinite(sums[r][0]) || !Double.isFinite(sums[r][1])) {
        // A logit rose by more than 88 nats, and its exponential beyond float32.
        sums[r] = chunk.compareWhole(changes.get(r), pulse);
      }
    }
    return sums;
  }

  private double[][] exact(List<NDArray> changes) {
    try (NDManager work = head.openScope()) {
      List<ComparedRuns> stacks = new ArrayList<>();
      for (List<NDArray> some : together(changes)) {
        stacks.add(new ComparedRuns(chunk, work, some));
      }
      return sweep(work, stacks, null);
    }
  }

  private double[][] rounded(List<NDArray> changes) {
    try (NDManager work = head.openScope()) {
      NDArray energies = chunk.kernels().call(work, "energies", changes);
      int[] checked = checked(energies, changes.size());
      double[][] exact = exact(at(changes, checked));
      double worst = 0;
      double share = Double.POSITIVE_INFINITY;
      double[][] sums = new double[changes.size()][];
      if (isWithin(LEAST_SHARE, exact[checked.length - 1][1])) {
        sums = rounded(changes, energies);
        share = LEAST_SHARE;
        for (int c = 0; c < checked.length; c++) {
          double difference = Math.abs(sums[checked[c]][1] - exact[c][1]);
          worst = Math.max(worst, difference / chunk.size());
          share = Math.max(share, SAFETY * difference / (exact[c][1] + NOTHING * chunk.size()));
        }
      }
      put(sums, checked, exact);
      int[] refused = refused(sums, checked, share);
      put(sums, refused, exact(at(changes, refused)));
      int taken = changes.size() - checked.length - refused.length;
      rounding = new RoundingCheck(taken, refused.length, checked.length, worst);
      return sums;
    }
  }

  private double[][] rounded(List<NDArray> changes, NDArray energies) {
    try (NDManager work = head.openScope()) {
      RoundedHead rounded = new RoundedHead(chunk, work, energies);
      List<ComparedRuns> stacks = new ArrayList<>();
      for (List<NDArray> some : together(changes)) {
        stacks.add(new ComparedRuns.Rounded(chunk, work, rounded, some));
      }
      return sweep(work, stacks, rounded);
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

  /** Returns the runs that were not computed both ways and may have lost too much. */
  private int[] refused(double[][] sums, int[] checked, double share) {
    return IntStream.range(0, sums.length)
        .filter(r -> Arrays.stream(checked).noneMatch(c -> c == r))
        .filter(r -> share > MOST_SHARE || !isWithin(share, sums[r][1]))
        .toArray();
  }

  /** Whether losing a share of a sum of divergences is allowed; not if either is no number. */
  private boolean isWithin(double share, double divergence) {
    return share * divergence <= AblationMethod.TOLERANCE * chunk.size();
  }

  /**
   * Returns the runs to compute both ways, those that changed most first. The last changed about as
   * much as {@link #WORTH} of all do at least: where it may not be rounded, rounding is not worth
   * it.
   */
  private static int[] checked(NDArray energies, int runs) {
    double[] sizes = new double[runs];
    float[] flat = energies.toFloatArray();
    for (int i = 0; i < flat.length; i++) {
      sizes[i / (flat.length / runs)] += flat[i];
    }
    int[] falling =
        IntStream.range(0, runs)
            .boxed()
            .sorted(Comparator.comparingDouble(r -> -sizes[r]))
            .mapToInt(r -> r)
            .toArray();
    int count = AblationMethod.checked(runs);
    return IntStream.range(0, count)
        .map(c -> falling[(int) (WORTH * runs * c / (count - 1))])
        .toArray();
  }

  private List<List<NDArray>> together(List<NDArray> changes) {
    int size = head.runs(chunk.size(), method.stackTokens());
    List<List<NDArray>> stacks = new ArrayList<>();
    for (int first = 0; first < changes.size(); first += size) {
      stacks.add(changes.subList(first, Math.min(changes.size(), first + size)));
    }
    return stacks;
  }

  /** Takes stacks through all tiles and returns the sums of their runs, one after the other. */
  private double[][] sweep(
      NDManager work, List<ComparedRuns> stacks, @Nullable RoundedHead rounding) {
    if (stacks.isEmpty()) {
      return new double[0][];
    }
    int likely = head.dVocab() / AblationMethod.LIKELY;
    chunk.forEachTile(
        rounding == null ? head.tokens() : chunk.likelyFirst(),
        stacks.get(0).rows(),
        (tile, first) -> {
          if (rounding != null && first < likely) {
            rounding.leave(tile);
          } else if (rounding != null) {
            rounding.round(tile);
          }
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
