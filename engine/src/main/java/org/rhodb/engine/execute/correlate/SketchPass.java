package org.rhodb.engine.execute.correlate;

import java.util.List;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.NetworkScreen;
import org.rhodb.engine.network.tensor.ScreenKernels;
import org.rhodb.engine.network.tensor.SketchShape;
import org.rhodb.engine.network.tensor.TokenBlock;

/** One network's pass over the corpus, with nothing kept of it but moments and a screen's rows. */
final class SketchPass {
  /** Tokens of a block: whole groups. */
  static final int BLOCK_TOKENS = 64 * SketchShape.GROUP_TOKENS;

  private final PassTools tools;
  private final ScreenKernels kernels;
  private final CorpusEntry corpus;
  private final ScreenPlan plan;

  /** Creates a pass. */
  SketchPass(PassTools tools, ScreenKernels kernels, CorpusEntry corpus, ScreenPlan plan) {
    this.tools = tools;
    this.kernels = kernels;
    this.corpus = corpus;
    this.plan = plan;
  }

  /**
   * Runs a network. Caller closes.
   *
   * @param index of the network in its group
   * @param seconds what it is expected to take, for the meter
   */
  NetworkSketch open(CheckpointEntry checkpoint, int index, NeuronAxis axis, double seconds) {
    long tokens = corpus.countedTokens();
    TilePass.Layers layers = new TilePass.Layers(axis.firstLayer(), axis.lastLayer());
    ActivationCost cost =
        tools.context().activations().cost(checkpoint, corpus, layers.first(), layers.last());
    tools.ledger().addWork(cost.flops(), cost.bytes(), cost.forwardPasses());
    try (NetworkScreen screen =
            kernels.openScreen(plan.rows(), plan.type(), axis.size(), "network " + index);
        TokenBlock block = tools.kernels().openBlock(BLOCK_TOKENS, axis.size());
        ColumnChoice columns = new ColumnChoice(axis.columnsFrom(layers.first()));
        NetworkFeed feed =
            NetworkFeed.open(
                tools.context().activations(),
                checkpoint,
                corpus,
                layers,
                0,
                List.of(new NetworkFeed.Sink(block, columns)))) {
      Runnable step = () -> tools.step("sketching " + checkpoint.reference());
      for (long first = 0; first < tokens; first += BLOCK_TOKENS) {
        int count = (int) Math.min(BLOCK_TOKENS, tokens - first);
        block.clear();
        feed.fill(count, step);
        screen.add(block, first);
        tools.meter().add(seconds * count / tokens);
        tools.meter().addTokens(count);
        step.run();
      }
      if (plan.rows() instanceof SketchShape) {
        tools.ledger().addWork(2.0 * SketchShape.RANGE_ROWS * tokens * axis.size(), 0, 0);
      }
      PassBlocks.checkFinite(checkpoint, axis, block.moments());
      return new NetworkSketch(
          axis, block.moments(), screen.openScreened(block.moments(), plan.exponent()));
    }
  }
}
