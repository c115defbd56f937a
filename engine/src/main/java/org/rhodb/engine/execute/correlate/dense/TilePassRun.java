package org.rhodb.engine.execute.correlate.dense;

import java.util.List;
import java.util.Map;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pass.PassBlocks;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.CrossProduct;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.statistic.GaussianNumbers;
import org.rhodb.engine.statistic.RandomSeed;

/**
 * One pass over the corpus: every network of the pass runs once, block by block in step with the
 * others, and every tile grows by the block's product.
 */
final class TilePassRun {
  /** Blocks after which sums move to the second accumulator, where there is one. */
  private static final int CARRY_BLOCKS = 64;

  private final PassTools tools;
  private final GroupWork work;
  private final TilePlan plan;
  private final TilePass pass;
  private final BaselineDraws baseline;
  private final Runnable between;
  private final PassFlops flops;
  private final String stage;

  TilePassRun(
      PassTools tools, GroupWork work, TilePlan plan, TilePass pass, BaselineDraws baseline) {
    this.tools = tools;
    this.work = work;
    this.plan = plan;
    this.pass = pass;
    this.baseline = baseline;
    this.between = tools.between();
    this.flops = PassFlops.of(work, pass, baseline);
    this.stage = "correlating " + work.describe();
  }

  /** Runs the pass, from its savepoint if there is one. Caller closes. */
  FinishedPass open() {
    PassSums sums = PassSums.open(tools.kernels(), work, pass, baseline, plan.isCarried());
    try (PassBlocks blocks = PassBlocks.open(tools.kernels(), work, pass, plan.blockTokens())) {
      stream(blocks, sums);
      blocks.checkFinite();
      sums.carry();
      return new FinishedPass(pass, sums, blocks.moments());
    } catch (RuntimeException | Error e) {
      sums.close();
      throw e;
    }
  }

  private void stream(PassBlocks blocks, PassSums sums) {
    long tokens = work.corpus().countedTokens();
    String key = key();
    long position = PassSavepoint.restore(tools.savepoints(), key, blocks, sums, between);
    double share = (double) position / tokens;
    if (position > 0) {
      tools.ledger().remark("went on from token " + position);
      tools.meter().skip(share * streamFlops());
    }
    if (position < tokens) {
      blocks.openFeeds(tools.context().activations(), position);
      enterForwardPasses(1 - share);
    }
    while (position < tokens) {
      int count = (int) Math.min(plan.blockTokens(), tokens - position);
      blocks.fill(count, this::step);
      multiply(blocks, sums, position / plan.blockTokens());
      position += count;
      tools.meter().add(streamFlops() * count / tokens);
      tools.meter().addTokens((long) count * pass.networks().size());
      tools.ledger().addWork((flops.products() + flops.squares()) * count / tokens, 0, 0);
      step();
      if (position < tokens && tools.savepoints().isDue()) {
        PassSavepoint.write(tools.savepoints(), key, position, blocks.moments(), sums, between);
      }
    }
  }

  private void step() {
    between.run();
    tools.meter().report(stage);
  }

  private void multiply(PassBlocks blocks, PassSums sums, long blockIndex) {
    for (int slice : sums.mappedSlices()) {
      for (CrossProduct layer : sums.squares(slice)) {
        layer.add(blocks.block(slice), blocks.block(slice), between);
      }
    }
    for (int t = 0; t < pass.tiles().size(); t++) {
      TilePass.Tile tile = pass.tiles().get(t);
      TokenBlock left = blocks.block(tile.left());
      TokenBlock right = blocks.block(tile.right());
      sums.product(t).add(left, right, this::step);
      for (int draw = 0; draw < baseline.permutedProducts(); draw++) {
        addPermuted(sums.permuted(t).get(draw), tile, left, right, draw, blockIndex);
      }
    }
    if (plan.isCarried() && (blockIndex + 1) % CARRY_BLOCKS == 0) {
      sums.carry();
    }
  }

  /**
   * Adds the product with one side's tokens in random order within the block. The side and the
   * order depend on the weights of both networks only, so the same pair gives the same baseline
   * however the query lists it.
   */
  private void addPermuted(
      CrossProduct sum,
      TilePass.Tile tile,
      TokenBlock left,
      TokenBlock right,
      int draw,
      long blockIndex) {
    NeuronPair pair = work.pairs().get(tile.pair());
    String leftHash = work.networks().get(pair.left()).weightsHash();
    String rightHash = work.networks().get(pair.right()).weightsHash();
    boolean isRightPermuted = rightHash.compareTo(leftHash) >= 0;
    String what = isRightPermuted ? leftHash + "+" + rightHash : rightHash + "+" + leftHash;
    long seed = RandomSeed.derive("permutation", baseline.seed(), draw, what, blockIndex);
    TokenBlock other = isRightPermuted ? right : left;
    long[] order = new GaussianNumbers(seed).permutation(other.tokens());
    try (TokenBlock permuted = tools.kernels().openBlock(plan.blockTokens(), other.neurons())) {
      permuted.permute(other, order);
      sum.add(isRightPermuted ? left : permuted, isRightPermuted ? permuted : right, this::step);
    }
  }

  private void enterForwardPasses(double share) {
    for (Map.Entry<Integer, TilePass.Layers> network : pass.networks().entrySet()) {
      ActivationCost cost = cost(network);
      tools.ledger().addWork(share * cost.flops(), cost.bytes(), cost.forwardPasses());
    }
  }

  private ActivationCost cost(Map.Entry<Integer, TilePass.Layers> network) {
    return tools
        .context()
        .activations()
        .cost(
            work.networks().get(network.getKey()),
            work.corpus(),
            network.getValue().first(),
            network.getValue().last());
  }

  /** Returns the operations of the whole pass, with those that follow its last token. */
  double flops() {
    return streamFlops() + mapFlops();
  }

  /** Returns the operations of random maps, which are applied to what {@link #open} gives. */
  double mapFlops() {
    return flops.maps();
  }

  private double streamFlops() {
    double forward =
        pass.networks().entrySet().stream().mapToDouble(network -> cost(network).flops()).sum();
    return forward + flops.products() + flops.squares();
  }

  /** Returns the key of everything the sums depend on. */
  String key() {
    StringBuilder text = new StringBuilder();
    text.append(tools.conditions(work.corpus(), plan.blockTokens()));
    text.append(" baseline ").append(baseline.describe());
    for (TilePass.Slice slice : pass.slices()) {
      text.append("\nslice ").append(work.networks().get(slice.network()).weightsHash());
      text.append(' ').append(slice.axis().describe());
    }
    // Activations read from float16 shards are not those of the model itself.
    for (Map.Entry<Integer, TilePass.Layers> network : pass.networks().entrySet()) {
      text.append("\nfrom ").append(cost(network).way());
    }
    List<NeuronPair> pairs = work.pairs();
    for (TilePass.Tile tile : pass.tiles()) {
      NeuronPair pair = pairs.get(tile.pair());
      text.append("\ntile ").append(tile.pair());
      text.append(' ').append(tile.left()).append(' ').append(tile.leftOffset());
      text.append(' ').append(tile.right()).append(' ').append(tile.rightOffset());
      text.append(' ').append(pair.isLeftAsked()).append(' ').append(pair.isRightAsked());
    }
    return RunSavepoints.key("pass", text.toString());
  }
}
