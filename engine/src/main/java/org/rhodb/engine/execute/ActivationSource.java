package org.rhodb.engine.execute;

import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;

/**
 * Where post-activations come from: the model run again, or shards that were ingested. Which of
 * them is decided when a stream is opened and is the same for {@link #cost}.
 */
public interface ActivationSource {

  /**
   * Opens a checkpoint's post-activations at the counted tokens of a corpus, in corpus order.
   * Caller closes.
   *
   * @param firstLayer first layer wanted, 0-based
   * @param lastLayer last layer wanted, inclusive
   * @param firstToken counted token to begin with, 0-based; values are bit for bit those of a
   *     stream that began at 0
   * @throws org.rhodb.engine.error.QueryException whatever loading a model or reading a shard gives
   */
  ActivationStream open(
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      int firstLayer,
      int lastLayer,
      long firstToken);

  /** Returns what one stream over the whole corpus costs; loads nothing. */
  ActivationCost cost(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer);
}
