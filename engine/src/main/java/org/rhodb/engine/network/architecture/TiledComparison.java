package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
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
 * bits. Some runs are computed both ways; the others are taken as they are only where the share of
 * its divergence that was seen to be lost, {@link #SAFETY} times, is within {@link
 * AblationMethod#TOLERANCE}.
 */
final class TiledComparison {
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
      return sweep(work, exact(work, changes), null);
    }
  }

  private double[][] rounded(List<NDArray> changes) {
    int[] checked;
    double[][] sums;
    try (NDManager work = head.openScope()) {
      NDArray energies = chunk.kernels().call(work, "energies", changes);
      checked = checked(energies, changes.size());
      RoundedHead rounding = new RoundedHead(chunk, work, energies);
      List<ComparedRuns> stacks = new ArrayList<>();
      for (List<NDArray> some : together(changes)) {
        stacks.add(new ComparedRuns.Rounded(chunk, work, rounding, some));
      }
      stacks.addAll(exact(work, Arrays.stream(checked).mapToObj(changes::get).toList()));
      sums = sweep(work, stacks, rounding);
    }
    double[][] rounded = Arrays.copyOf(sums, changes.size());
    double lost = 0;
    double worst = 0;
    for (int c = 0; c < checked.length; c++) {
      double[] exact = sums[changes.size() + c];
      double difference = Math.abs(rounded[checked[c]][1] - exact[1]);
      worst = Math.max(worst, difference / chunk.size());
      lost = Math.max(lost, difference / (exact[1] + NOTHING * chunk.size()));
      rounded[checked[c]] = exact;
    }
    double share = Math.max(LEAST_SHARE, SAFETY * lost);
    int[] refused =
        IntStream.range(0, changes.size())
            .filter(r -> Arrays.stream(checked).noneMatch(c -> c == r))
            .filter(r -> !isWithin(share, rounded[r][1]))
            .toArray();
    double[][] again = exact(Arrays.stream(refused).mapToObj(changes::get).toList());
    for (int r = 0; r < refused.length; r++) {
      rounded[refused[r]] = again[r];
    }
    rounding =
        new RoundingCheck(
            changes.size() - checked.length - refused.length,
            refused.length,
            checked.length,
            worst);
    return rounded;
  }

  /** Whether a sum of divergences may have lost a share; not if either is no number. */
  private boolean isWithin(double share, double divergence) {
    return share <= MOST_SHARE && share * divergence <= AblationMethod.TOLERANCE * chunk.size();
  }

  /** Returns the run that changed most, and others down to the one in the middle. */
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
    return IntStream.range(0, count).map(c -> falling[c * runs / (2 * count)]).toArray();
  }

  private List<ComparedRuns> exact(NDManager work, List<NDArray> changes) {
    List<ComparedRuns> stacks = new ArrayList<>();
    for (List<NDArray> some : together(changes)) {
      stacks.add(new ComparedRuns(chunk, work, some));
    }
    return stacks;
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
    int columns = head.columns(stacks.get(0).rows());
    NDArray order = rounding == null ? head.tokens() : chunk.likelyFirst();
    for (int first = 0; first < head.dVocab(); first += columns) {
      int width = Math.min(columns, head.dVocab() - first);
      try (NDArray tokens = order.get(new NDIndex("{}:{}", first, first + width));
          HeadTile tile = new HeadTile(chunk, work, tokens)) {
        if (rounding != null && first < head.dVocab() / AblationMethod.LIKELY) {
          rounding.leave(tile);
        } else if (rounding != null) {
          rounding.round(tile);
        }
        for (ComparedRuns stack : stacks) {
          stack.add(tile);
          pulse.accept(head.flops(stack.rows(), width));
        }
      }
    }
    return stacks.stream()
        .flatMap(stack -> Arrays.stream(stack.finish(work)))
        .toArray(double[][]::new);
  }
}
