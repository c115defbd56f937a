package org.rhodb.engine.execute.activation;

import java.util.List;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.RowBatch;

/** Writes rows of {@code ACTIVATIONS OF MODEL}. */
final class ActivationWriter {
  private final List<CheckpointEntry> checkpoints;
  private final TokenTexts texts;
  private final boolean isTextUsed;

  ActivationWriter(List<CheckpointEntry> checkpoints, CorpusEntry corpus, Bounds bounds) {
    this.checkpoints = checkpoints;
    this.texts = new TokenTexts(corpus);
    this.isTextUsed = bounds.isUsed("token");
  }

  /** Appends the scan's current activation. */
  void write(ActivationScan scan, RowBatch batch) {
    int row = batch.append();
    CheckpointEntry checkpoint = scan.checkpoint();
    batch.setString(0, row, checkpoint.model());
    batch.setLong(1, row, checkpoint.step());
    batch.setLong(2, row, scan.layer());
    batch.setLong(3, row, scan.neuron());
    writeToken(scan.sequence(), scan.position(), scan.tokenId(), row, batch);
    batch.setDouble(8, row, scan.value());
  }

  /** Appends an activation that was kept. */
  void write(ActivationRow kept, RowBatch batch) {
    int row = batch.append();
    CheckpointEntry checkpoint = checkpoints.get(kept.checkpointIndex());
    batch.setString(0, row, checkpoint.model());
    batch.setLong(1, row, checkpoint.step());
    batch.setLong(2, row, kept.layer());
    batch.setLong(3, row, kept.neuron());
    writeToken(kept.sequence(), kept.position(), kept.tokenId(), row, batch);
    batch.setDouble(8, row, kept.activation());
  }

  private void writeToken(long sequence, int position, int tokenId, int row, RowBatch batch) {
    batch.setLong(4, row, sequence);
    batch.setLong(5, row, position);
    batch.setLong(6, row, tokenId);
    String text = isTextUsed ? texts.of(tokenId) : null;
    if (text != null) {
      batch.setString(7, row, text);
    }
  }
}
