package org.rhodb.engine.execute.correlate.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pass.TilePass;

/**
 * Cuts the correlations of a group into tiles and passes that fit the memory.
 *
 * <p>Every axis is cut into the same number of parts, between layers as long as there are enough of
 * them. Tiles are taken into a pass until the next does not fit. Of all numbers of parts the one
 * with the fewest operations wins: more passes mean more forward passes, the products cost the
 * same.
 */
public final class TilePlanner {
  /** Parts of an axis at most: 36,864 neurons make parts of 576. */
  private static final int PARTS_MAX = 64;

  /** Blocks from which on sums get a second accumulator; see this package's decisions. */
  static final int CARRIED_BLOCKS = 4096;

  private final KnownCosts source;
  private final BaselineDraws baseline;
  private final int blockTokens;

  public TilePlanner(ActivationSource source, BaselineDraws baseline, int blockTokens) {
    this.source = new KnownCosts(source);
    this.baseline = baseline;
    this.blockTokens = blockTokens;
  }

  /**
   * Returns the cheapest plan.
   *
   * @param budget memory for tensors; what is available when it is called
   * @throws org.rhodb.engine.error.QueryException R501 if not even the smallest tiles fit
   */
  public TilePlan plan(GroupWork work, MemoryBudget budget) {
    long available = budget.availableBytes();
    TilePlan best = null;
    long smallestPeak = Long.MAX_VALUE;
    int most = mostParts(work);
    for (int parts = 1; parts <= most; parts++) {
      TilePlan plan = planWith(work, parts, available);
      smallestPeak = Math.min(smallestPeak, plan.peakBytes());
      if (plan.peakBytes() <= available && (best == null || plan.flops() < best.flops())) {
        best = plan;
      }
      if (best != null && (best.passes().size() <= 1 || parts > 2 * best.parts())) {
        break;
      }
    }
    if (best == null) {
      throw budget.refusal(
          "correlating " + work.describe() + " in the smallest tiles",
          smallestPeak,
          "SET memory_limit higher, block_tokens or batch_tokens lower; or ask for fewer layers"
              + " with WHERE layer = ...");
    }
    return best;
  }

  private int mostParts(GroupWork work) {
    int most = 1;
    for (NeuronPair pair : work.pairs()) {
      int left = baseline.isLinear() ? pair.leftAxis().layerCount() : pair.leftAxis().size();
      int right = baseline.isLinear() ? pair.rightAxis().layerCount() : pair.rightAxis().size();
      most = Math.max(most, Math.max(left, right));
    }
    return Math.min(most, PARTS_MAX);
  }

  private TilePlan planWith(GroupWork work, int parts, long available) {
    int block = (int) Math.max(1, Math.min(blockTokens, work.corpus().countedTokens()));
    long blocks = (work.corpus().countedTokens() + block - 1) / block;
    boolean isCarried = blocks > CARRIED_BLOCKS;
    List<TilePass> passes = new ArrayList<>();
    PassBuilder pass = new PassBuilder(new PassBytes(work, source, baseline, block, isCarried));
    for (int p = 0; p < work.pairs().size(); p++) {
      NeuronPair pair = work.pairs().get(p);
      int[] down = cuts(pair.leftAxis(), parts);
      int[] across = cuts(pair.rightAxis(), parts);
      for (int i = 0; i + 1 < down.length; i++) {
        TilePass.Slice left =
            new TilePass.Slice(pair.left(), pair.leftAxis().slice(down[i], down[i + 1]));
        for (int j = 0; j + 1 < across.length; j++) {
          TilePass.Slice right =
              new TilePass.Slice(pair.right(), pair.rightAxis().slice(across[j], across[j + 1]));
          Optional<PassBuilder> next = pass.add(p, left, down[i], right, across[j], available);
          if (next.isPresent()) {
            passes.add(pass.build());
            pass = next.get();
          }
        }
      }
    }
    passes.add(pass.build());
    return priced(work, passes, parts, block, isCarried);
  }

  private int[] cuts(NeuronAxis axis, int parts) {
    boolean isByLayer = baseline.isLinear() || parts <= axis.layerCount();
    return axis.cuts(parts, isByLayer);
  }

  private TilePlan priced(
      GroupWork work, List<TilePass> passes, int parts, int block, boolean isCarried) {
    int forwardPasses = 0;
    double forwardFlops = 0;
    double forwardValues = 0;
    double productFlops = 0;
    double baselineFlops = 0;
    long bytes = 0;
    long peakBytes = 0;
    TreeSet<String> ways = new TreeSet<>();
    for (TilePass pass : passes) {
      for (Map.Entry<Integer, TilePass.Layers> network : pass.networks().entrySet()) {
        TilePass.Layers layers = network.getValue();
        ActivationCost cost =
            source.cost(
                work.networks().get(network.getKey()),
                work.corpus(),
                layers.first(),
                layers.last());
        forwardPasses += cost.forwardPasses();
        forwardFlops += cost.flops();
        forwardValues += cost.values();
        bytes += cost.bytes();
        ways.add(cost.way());
      }
      PassFlops flops = PassFlops.of(work, pass, baseline);
      productFlops += flops.products();
      baselineFlops += flops.squares() + flops.maps();
      peakBytes = Math.max(peakBytes, pass.peakBytes());
    }
    return new TilePlan(
        passes,
        parts,
        block,
        isCarried,
        forwardPasses,
        forwardFlops,
        forwardValues,
        productFlops,
        baselineFlops,
        bytes,
        peakBytes,
        String.join(" and ", ways));
  }
}
