package org.rhodb.engine.execute.correlate.screen;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.correlate.kept.KeptSketch;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pass.HeldActivations;
import org.rhodb.engine.execute.correlate.pass.NetworkFeed;
import org.rhodb.engine.execute.correlate.pass.PassBlocks;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.network.tensor.screen.NetworkScreen;
import org.rhodb.engine.network.tensor.screen.ScreenKernels;
import org.rhodb.engine.network.tensor.screen.ScreenRows;
import org.rhodb.engine.network.tensor.screen.SketchShape;
import org.rhodb.engine.network.tensor.screen.TokenSketch;

/**
 * One network's pass over the corpus after another's, with nothing kept of them but moments and a
 * screen's rows.
 */
final class SketchPass implements AutoCloseable {
  /** Tokens of a block: whole groups. */
  private static final int BLOCK_TOKENS = 64 * SketchShape.GROUP_TOKENS;

  /**
   * Tokens of a block that are only rounded, at most. Products of each block are added up, which
   * takes a seventh of the products' time at 4,096 tokens and a thirtieth at these.
   */
  private static final int ROUNDED_TOKENS = 4 * BLOCK_TOKENS;

  /** Values of such a block at most: half a gigabyte. */
  private static final long ROUNDED_VALUES = 1 << 27;

  private final PassTools tools;
  private final ScreenKernels kernels;
  private final CorpusEntry corpus;
  private final ScreenPlan plan;
  private final long heldTokens;
  private @Nullable TokenBlock lastBlock;

  /**
   * Creates a pass.
   *
   * @param heldTokens of each network that runs from its first token on, how many to hold
   */
  SketchPass(
      PassTools tools,
      ScreenKernels kernels,
      CorpusEntry corpus,
      ScreenPlan plan,
      long heldTokens) {
    this.tools = tools;
    this.kernels = kernels;
    this.corpus = corpus;
    this.plan = plan;
    this.heldTokens = heldTokens;
  }

  /** Returns the tokens of a block. */
  static int blockTokens(ScreenRows rows, long tokens, long neurons) {
    if (rows instanceof SketchShape) {
      return BLOCK_TOKENS;
    }
    long most = Math.min(ROUNDED_TOKENS, ROUNDED_VALUES / Math.max(1, neurons));
    long needed = (tokens + BLOCK_TOKENS - 1) / BLOCK_TOKENS * BLOCK_TOKENS;
    return (int) Math.max(BLOCK_TOKENS, Math.min(most / BLOCK_TOKENS * BLOCK_TOKENS, needed));
  }

  /**
   * Runs a network, over those tokens that no kept sketch is of. Caller closes.
   *
   * @param index of the network in its group
   * @param seconds what it is expected to take, for the meter
   */
  NetworkSketch open(CheckpointEntry checkpoint, int index, NeuronAxis axis, double seconds) {
    TilePass.Layers layers = new TilePass.Layers(axis.firstLayer(), axis.lastLayer());
    try (NetworkScreen screen =
            kernels.openScreen(plan.rows(), plan.type(), axis.size(), "network " + index);
        ColumnChoice columns = new ColumnChoice(axis.columnsFrom(layers.first()))) {
      TokenBlock block = emptyBlock(axis);
      Optional<KeptSketch> kept =
          screen instanceof TokenSketch sketch && plan.rows() instanceof SketchShape shape
              ? Optional.of(new KeptSketch(tools, corpus, checkpoint, axis, shape, sketch, block))
              : Optional.empty();
      long done = kept.map(KeptSketch::takeUp).orElse(0L);
      ActivationCost cost =
          tools.context().activations().cost(checkpoint, corpus, layers.first(), layers.last());
      HeldActivations held =
          new HeldActivations(layers, PassesCost.isHoldable(cost, done == 0) ? heldTokens : 0);
      try {
        if (done < corpus.countedTokens()) {
          NetworkFeed.Origin origin =
              new NetworkFeed.Origin(tools.context().activations(), checkpoint, corpus);
          List<NetworkFeed.Sink> sinks = List.of(new NetworkFeed.Sink(block, columns));
          try (NetworkFeed feed = NetworkFeed.open(origin, held, done, sinks)) {
            stream(feed, screen, block, kept, done, seconds);
          }
          account(cost, done, axis.size());
        } else if (block.tokens() > 0) {
          screen.add(block, done - block.tokens());
        }
        PassBlocks.checkFinite(checkpoint, axis, block.moments());
        return new NetworkSketch(
            axis, block.moments(), screen.openScreened(block.moments(), plan.exponent()), held);
      } catch (RuntimeException | Error e) {
        held.close();
        throw e;
      }
    }
  }

  /**
   * Streams the tokens from {@code done} on; the last ones of a kept sketch, fewer than a group,
   * are in the block. A sketch that may be kept takes whole groups first, then the rest.
   */
  private void stream(
      NetworkFeed feed,
      NetworkScreen screen,
      TokenBlock block,
      Optional<KeptSketch> kept,
      long done,
      double seconds) {
    long tokens = corpus.countedTokens();
    long whole = kept.isPresent() ? tokens - tokens % SketchShape.GROUP_TOKENS : tokens;
    Runnable step = () -> tools.step("sketching " + feed.checkpoint().reference());
    long first = done - block.tokens();
    while (first < tokens) {
      long end = first < whole ? Math.min(first + block.capacity(), whole) : tokens;
      int count = (int) (end - first);
      int held = block.tokens();
      feed.fill(count, step);
      if (first == whole) {
        kept.ifPresent(KeptSketch::keep);
      }
      screen.add(block, first);
      block.clear();
      if (end < whole) {
        kept.ifPresent(sketch -> sketch.offer(end));
      }
      tools.meter().add(seconds * (count - held) / (tokens - done));
      tools.meter().addTokens(count - held);
      step.run();
      first = end;
    }
    if (whole == tokens) {
      kept.ifPresent(KeptSketch::keep);
    }
  }

  /** Returns a block for one network: the last one's where it fits, whose memory is warm. */
  private TokenBlock emptyBlock(NeuronAxis axis) {
    TokenBlock last = lastBlock;
    if (last != null && last.neurons() == axis.size()) {
      last.restart();
      return last;
    }
    close();
    int tokens = blockTokens(plan.rows(), corpus.countedTokens(), axis.size());
    TokenBlock next = tools.kernels().openBlock(tokens, axis.size());
    lastBlock = next;
    return next;
  }

  @Override
  public void close() {
    if (lastBlock != null) {
      lastBlock.close();
      lastBlock = null;
    }
  }

  private void account(ActivationCost cost, long done, int neurons) {
    long tokens = corpus.countedTokens();
    double share = (double) (tokens - done) / tokens;
    double sketch =
        plan.rows() instanceof SketchShape ? 2.0 * SketchShape.RANGE_ROWS * tokens * neurons : 0;
    tools
        .ledger()
        .addWork(
            share * (cost.flops() + sketch), (long) (share * cost.bytes()), cost.forwardPasses());
  }
}
