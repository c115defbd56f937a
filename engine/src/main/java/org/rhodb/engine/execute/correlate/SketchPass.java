package org.rhodb.engine.execute.correlate;

import java.util.List;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.ScreenKernels;
import org.rhodb.engine.network.tensor.SketchShape;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.network.tensor.TokenSketch;

/** One network's pass over the corpus, with nothing kept of it but moments and a sketch. */
final class SketchPass {
  /** Tokens of a block: whole groups. */
  static final int BLOCK_TOKENS = 64 * SketchShape.GROUP_TOKENS;

  private final PassTools tools;
  private final ScreenKernels kernels;
  private final CorpusEntry corpus;
  private final SketchShape shape;
  private final double exponent;

  /**
   * Creates a pass.
   *
   * @param exponent natural logarithm of one over the probability that one margin is exceeded
   */
  SketchPass(
      PassTools tools,
      ScreenKernels kernels,
      CorpusEntry corpus,
      SketchShape shape,
      double exponent) {
    this.tools = tools;
    this.kernels = kernels;
    this.corpus = corpus;
    this.shape = shape;
    this.exponent = exponent;
  }

  /**
   * Runs a network. Caller closes.
   *
   * @param seconds what it is expected to take, for the meter
   */
  NetworkSketch open(CheckpointEntry checkpoint, NeuronAxis axis, double seconds) {
    long tokens = corpus.countedTokens();
    TilePass.Layers layers = new TilePass.Layers(axis.firstLayer(), axis.lastLayer());
    ActivationCost cost =
        tools.context().activations().cost(checkpoint, corpus, layers.first(), layers.last());
    tools.ledger().addWork(cost.flops(), cost.bytes(), cost.forwardPasses());
    try (TokenSketch sketch = kernels.openSketch(shape, axis.size());
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
        sketch.add(block, first);
        tools.meter().add(seconds * count / tokens);
        tools.meter().addTokens(count);
        step.run();
      }
      tools.ledger().addWork(2.0 * SketchShape.RANGE_ROWS * tokens * axis.size(), 0, 0);
      PassBlocks.checkFinite(checkpoint, axis, block.moments());
      return new NetworkSketch(
          axis, block.moments(), sketch.openScreened(block.moments(), exponent));
    }
  }
}
