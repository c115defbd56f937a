package org.rhodb.engine.execute.activation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.NonFinite;
import org.rhodb.engine.execute.WorkClock;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.plan.Bounds;

/**
 * Walks over the activations of checkpoints, one neuron at one token at a time, in the order
 * (checkpoint as listed, sequence, position, layer, neuron), passing over what the bounds exclude.
 * Layers outside the bounds do not run, and sequences behind the last wanted one neither.
 */
final class ActivationScan implements AutoCloseable {
  private final ExecutionContext context;
  private final List<CheckpointEntry> checkpoints;
  private final CorpusEntry corpus;
  private final Bounds bounds;
  private final ActivationSource source;
  private final WorkClock clock;
  private final TokenTexts texts;
  private final boolean isTextBound;
  private final long firstSequence;
  private final long lastSequence;
  private int checkpointIndex = -1;
  private ActivationColumns columns = ActivationColumns.NONE;
  private @Nullable ActivationStream stream;
  private @Nullable CountedPositions positions;
  private float[] values = {};
  private int width; // values a row
  private int row = -1; // in values
  private int rows; // in values
  private int column = -1; // in columns
  private long skippedRows; // rows before the first one wanted that the stream still gives

  ActivationScan(
      ExecutionContext context,
      List<CheckpointEntry> checkpoints,
      CorpusEntry corpus,
      Bounds bounds,
      ActivationSource source) {
    this.context = context;
    this.checkpoints = checkpoints;
    this.corpus = corpus;
    this.bounds = bounds;
    this.source = source;
    this.clock =
        new WorkClock(context.progress(), (double) corpus.countedTokens() * checkpoints.size());
    this.texts = new TokenTexts(corpus);
    this.isTextBound = !bounds.column("token").isAny();
    this.firstSequence = bounds.column("sequence").lowest(0);
    this.lastSequence = bounds.column("sequence").highest(corpus.sequences() - 1);
  }

  /**
   * Moves to the next wanted activation; false at the end.
   *
   * @throws org.rhodb.engine.error.QueryException X406 if one on the way is NaN or infinite
   */
  boolean advance() {
    while (true) {
      while (++column < columns.size() && row >= 0 && row < rows) {
        float value = value();
        if (!Float.isFinite(value)) {
          throw NonFinite.activation(checkpoint(), layer(), neuron());
        }
        if (bounds.admits("activation", (double) value)) {
          return true;
        }
      }
      if (!nextToken()) {
        return false;
      }
      column = -1;
    }
  }

  /** Moves to the next wanted token, of this checkpoint or the next. */
  private boolean nextToken() {
    while (true) {
      if (row + 1 >= rows && !nextBatch()) {
        if (!nextCheckpoint()) {
          return false;
        }
        continue;
      }
      row++;
      if (skippedRows > 0) {
        skippedRows--;
        continue;
      }
      CountedPositions at = places();
      if (!at.next()) {
        throw new IllegalStateException("more activations than counted positions");
      }
      if (at.sequence() > lastSequence) {
        closeStream();
      } else if (bounds.admits("sequence", at.sequence())
          && bounds.admits("position", at.position())
          && bounds.admits("token_id", at.tokenId())
          && (!isTextBound || bounds.admits("token", texts.of(at.tokenId())))) {
        return true;
      }
    }
  }

  private boolean nextBatch() {
    context.cancellation().check();
    ActivationStream open = stream;
    if (open == null) {
      return false;
    }
    try (ActivationMatrix matrix = open.next()) {
      if (matrix == null) {
        closeStream();
        return false;
      }
      values = matrix.toArray();
      width = matrix.neurons();
      rows = Math.toIntExact(matrix.rows());
      row = -1;
      clock.add("scanning " + checkpoint().reference(), rows, rows);
      return true;
    }
  }

  private boolean nextCheckpoint() {
    while (++checkpointIndex < checkpoints.size()) {
      CheckpointEntry checkpoint = checkpoints.get(checkpointIndex);
      columns = ActivationColumns.of(checkpoint.config(), bounds);
      if (columns.size() > 0 && firstSequence <= lastSequence) {
        clock.enter("scanning " + checkpoint.reference());
        CountedPositions at = new CountedPositions(context.catalog().openTokens(corpus));
        positions = at;
        long firstToken = at.skipTo(firstSequence);
        ActivationStream open =
            source.open(checkpoint, corpus, columns.firstLayer(), columns.lastLayer(), firstToken);
        stream = open;
        skippedRows = firstToken - open.nextToken();
        return true;
      }
    }
    return false;
  }

  /** Returns the checkpoint's place in the list. */
  int checkpointIndex() {
    return checkpointIndex;
  }

  /** Returns the checkpoint. */
  CheckpointEntry checkpoint() {
    return checkpoints.get(checkpointIndex);
  }

  /** Returns the layer, 0-based. */
  int layer() {
    return columns.layer(column);
  }

  /** Returns the neuron's index in its layer. */
  int neuron() {
    return columns.neuron(column);
  }

  /** Returns the sequence, 0-based. */
  long sequence() {
    return places().sequence();
  }

  /** Returns the position in the sequence, 0-based. */
  int position() {
    return places().position();
  }

  /** Returns the token id. */
  int tokenId() {
    return places().tokenId();
  }

  /** Returns the post-activation. */
  float value() {
    return values[row * width + columns.offset(column)];
  }

  /** Returns the current activation as a value. */
  ActivationRow row() {
    return new ActivationRow(
        checkpointIndex, layer(), neuron(), sequence(), position(), tokenId(), value());
  }

  private CountedPositions places() {
    CountedPositions at = positions;
    if (at == null) {
      throw new IllegalStateException("no token yet");
    }
    return at;
  }

  private void closeStream() {
    rows = 0;
    row = -1;
    column = Integer.MAX_VALUE - 1;
    if (stream != null) {
      stream.close();
      stream = null;
    }
    if (positions != null) {
      positions.close();
      positions = null;
    }
  }

  @Override
  public void close() {
    checkpointIndex = checkpoints.size();
    closeStream();
  }
}
