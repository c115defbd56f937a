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
  private final CheckpointEntry checkpoint;
  private final ActivationStream stream;
  private final List<Sink> sinks;
  private @Nullable ActivationMatrix batch;
  private int row;
  private long skip;

  private NetworkFeed(
      CheckpointEntry checkpoint, ActivationStream stream, List<Sink> sinks, long skip) {
    this.checkpoint = checkpoint;
    this.stream = stream;
    this.sinks = sinks;
    this.skip = skip;
  }

  /** A block and the captured columns it is made of. */
  public record Sink(TokenBlock block, ColumnChoice columns) {}

  public static NetworkFeed open(
      ActivationSource source,
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      TilePass.Layers layers,
      long firstToken,
      List<Sink> sinks) {
    ActivationStream stream =
        source.open(checkpoint, corpus, layers.first(), layers.last(), firstToken);
    return new NetworkFeed(checkpoint, stream, sinks, firstToken - stream.nextToken());
  }

  /** Fills the blocks, which are all equally full, up to {@code tokens}. */
  public void fill(int tokens, Runnable between) {
    while (sinks.get(0).block().tokens() < tokens) {
      ActivationMatrix current = batch;
      if (current == null) {
        between.run();
        current = stream.next();
        if (current == null) {
          throw QueryException.of(
              ErrorCode.B901,
              "the activations of "
                  + checkpoint.reference()
                  + " end before the corpus' last counted token");
        }
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
        current.close();
        batch = null;
      }
    }
  }

  public CheckpointEntry checkpoint() {
    return checkpoint;
  }

  @Override
  public void close() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
    stream.close();
  }
}
