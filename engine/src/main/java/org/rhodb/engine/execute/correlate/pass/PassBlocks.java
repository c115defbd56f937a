package org.rhodb.engine.execute.correlate.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.NonFinite;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.CorrelationKernels;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.statistic.Moments;

/**
 * The blocks of one pass, one a slice, and the streams that fill them. Whoever opens it closes it.
 */
public final class PassBlocks implements AutoCloseable {
  private final GroupWork work;
  private final TilePass pass;
  private final List<TokenBlock> blocks = new ArrayList<>();
  private final List<ColumnChoice> columns = new ArrayList<>();
  private final List<NetworkFeed> feeds = new ArrayList<>();

  private PassBlocks(GroupWork work, TilePass pass) {
    this.work = work;
    this.pass = pass;
  }

  /** Allocates the blocks; no stream is opened yet. Caller closes. */
  public static PassBlocks open(
      CorrelationKernels kernels, GroupWork work, TilePass pass, int blockTokens) {
    PassBlocks opened = new PassBlocks(work, pass);
    try {
      Map<Integer, TilePass.Layers> networks = pass.networks();
      for (TilePass.Slice slice : pass.slices()) {
        opened.blocks.add(kernels.openBlock(blockTokens, slice.axis().size()));
        int firstLayer = networks.get(slice.network()).first();
        opened.columns.add(new ColumnChoice(slice.axis().columnsFrom(firstLayer)));
      }
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Opens a stream a network, from a counted token on. */
  public void openFeeds(ActivationSource source, long firstToken) {
    for (Map.Entry<Integer, TilePass.Layers> network : pass.networks().entrySet()) {
      feeds.add(
          NetworkFeed.open(
              new NetworkFeed.Origin(source, work.networks().get(network.getKey()), work.corpus()),
              network.getValue(),
              firstToken,
              sinks(network.getKey())));
    }
  }

  private List<NetworkFeed.Sink> sinks(int network) {
    List<NetworkFeed.Sink> sinks = new ArrayList<>();
    for (int s = 0; s < pass.slices().size(); s++) {
      if (pass.slices().get(s).network() == network) {
        sinks.add(new NetworkFeed.Sink(blocks.get(s), columns.get(s)));
      }
    }
    return sinks;
  }

  /**
   * Fills every block and standardises it.
   *
   * @param tokens how many tokens
   * @param between called between batches; may throw to stop
   */
  public void fill(int tokens, Runnable between) {
    for (TokenBlock block : blocks) {
      block.clear();
    }
    for (NetworkFeed feed : feeds) {
      feed.fill(tokens, between);
    }
    for (TokenBlock block : blocks) {
      between.run();
      block.standardise();
    }
  }

  public TokenBlock block(int slice) {
    return blocks.get(slice);
  }

  /** Returns the moments of every slice. */
  public List<Moments> moments() {
    return blocks.stream().map(TokenBlock::moments).toList();
  }

  /** Goes on from moments that were saved. */
  public void restore(List<Moments> moments) {
    for (int s = 0; s < blocks.size(); s++) {
      blocks.get(s).restore(moments.get(s));
    }
  }

  /**
   * Looks for activations that are no numbers: rho would silently be NULL.
   *
   * @throws QueryException X406, with the first such neuron
   */
  public void checkFinite() {
    for (int s = 0; s < blocks.size(); s++) {
      TilePass.Slice slice = pass.slices().get(s);
      checkFinite(work.networks().get(slice.network()), slice.axis(), blocks.get(s).moments());
    }
  }

  /** As {@link #checkFinite()}, of one network's neurons. */
  public static void checkFinite(CheckpointEntry checkpoint, NeuronAxis axis, Moments moments) {
    int neuron = moments.firstNonFinite();
    if (neuron >= 0) {
      throw NonFinite.activation(checkpoint, axis.layer(neuron), axis.neuron(neuron));
    }
  }

  @Override
  public void close() {
    feeds.forEach(NetworkFeed::close);
    columns.forEach(ColumnChoice::close);
    blocks.forEach(TokenBlock::close);
    feeds.clear();
    blocks.clear();
    columns.clear();
  }
}
