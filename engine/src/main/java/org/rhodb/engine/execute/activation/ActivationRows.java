package org.rhodb.engine.execute.activation;

import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Activations as they come from the scan. */
final class ActivationRows implements RowSource {
  private final ActivationScan scan;
  private final ActivationWriter writer;
  private final long rowLimit;
  private final long maxRows;
  private final QueryException tooLarge;
  private long given;

  /**
   * Creates rows; closes the scan.
   *
   * @param rowLimit how many are wanted
   * @param maxRows how many are allowed
   * @param tooLarge what is thrown when there are more
   */
  ActivationRows(
      ActivationScan scan,
      ActivationWriter writer,
      long rowLimit,
      long maxRows,
      QueryException tooLarge) {
    this.scan = scan;
    this.writer = writer;
    this.rowLimit = rowLimit;
    this.maxRows = maxRows;
    this.tooLarge = tooLarge;
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    while (!batch.isFull() && given < rowLimit && scan.advance()) {
      if (given >= maxRows) {
        throw tooLarge;
      }
      writer.write(scan, batch);
      given++;
    }
    return batch.size() > 0;
  }

  @Override
  public void close() {
    scan.close();
  }
}
