package org.rhodb.engine.execute.correlate.pass;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.ColumnChoice;
import org.rhodb.engine.network.tensor.TokenBlock;

/**
 * One network's activations, given to every block that wants some of its neurons: one forward pass
 * however many pairs and tiles the network stands in.
 */
public final class NetworkFeed implements AutoCloseable {
  private final Origin origin;
  private final HeldActivations held;
  private final boolean isReplay;
  private final List<Sink> sinks;
  private @Nullable ActivationStream stream;
  private @Nullable ActivationMatrix batch;
  private int row;
  private long skip;

  private NetworkFeed(Origin origin, HeldActivations held, boolean isReplay, List<Sink> sinks) {
    this.origin = origin;
    this.held = held;
    this.isReplay = isReplay;
    this.sinks = List.copyOf(sinks);
  }

  /** Whose activations they are. */
  public record Origin(ActivationSource source, CheckpointEntry checkpoint, CorpusEntry corpus) {}

  /** A block and the captured columns it is made of. */
  public record Sink(TokenBlock block, ColumnChoice columns) {}

  /** Opens a network's activations from a counted token on. Caller closes. */
  public static NetworkFeed open(
      Origin origin, TilePass.Layers layers, long firstToken, List<Sink> sinks) {
    return open(origin, new HeldActivations(layers, 0), firstToken, sinks);
  }

  /**
   * As {@link #open(Origin, TilePass.Layers, long, List)}.
   *
   * @param holding takes batches that the blocks are done with
   */
  public static NetworkFeed open(
      Origin origin, HeldActivations holding, long firstToken, List<Sink> sinks) {
    NetworkFeed feed = new NetworkFeed(origin, holding, false, sinks);
    feed.openStream(firstToken);
    return feed;
  }

  /** Opens a network's activations again: what is held first, then the model, if at all. */
  public static NetworkFeed replay(Origin origin, HeldActivations held, List<Sink> sinks) {
    return new NetworkFeed(origin, held, true, sinks);
  }

  private ActivationStream openStream(long firstToken) {
    TilePass.Layers layers = held.layers();
    ActivationStream opened =
        origin
            .source()
            .open(origin.checkpoint(), origin.corpus(), layers.first(), layers.last(), firstToken);
    skip = firstToken - opened.nextToken();
    stream = opened;
    return opened;
  }

  /** Fills the blocks, which are all equally full, up to {@code tokens}. */
  public void fill(int tokens, Runnable between) {
    while (sinks.get(0).block().tokens() < tokens) {
      ActivationMatrix current = batch;
      if (current == null) {
        between.run();
        current = next();
        batch = current;
        row = (int) Math.min(skip, current.rows());
        skip -= row;
      }
      int taken = 0;
      for (Sink sink : sinks) {
        taken = sink.block().fill(current, row, tokens, sink.columns());
      }
      row += taken;
      if (row == current.rows()) {
        batch = null;
        if (isReplay || !held.take(current)) {
          current.close();
        }
      }
    }
  }

  private ActivationMatrix next() {
    ActivationMatrix next = isReplay ? held.poll() : null;
    if (next == null) {
      ActivationStream running = stream;
      next = (running == null ? openStream(held.tokens()) : running).next();
    }
    if (next == null) {
      throw QueryException.of(
          ErrorCode.B901,
          "the activations of "
              + checkpoint().reference()
              + " end before the corpus' last counted token");
    }
    return next;
  }

  public CheckpointEntry checkpoint() {
    return origin.checkpoint();
  }

  @Override
  public void close() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
    if (stream != null) {
      stream.close();
    }
  }
}
