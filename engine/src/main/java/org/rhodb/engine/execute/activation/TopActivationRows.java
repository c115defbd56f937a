package org.rhodb.engine.execute.activation;

import org.jspecify.annotations.Nullable;
import org.rhodb.engine.execute.ListedRows;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** The highest activations of a scan, in the order of rows; given when the scan is through. */
final class TopActivationRows implements RowSource {
  private final ActivationScan scan;
  private final ActivationWriter writer;
  private final TopActivations top;
  private @Nullable ListedRows<ActivationRow> rows;

  /**
   * Creates rows; closes the scan.
   *
   * @param k how many are wanted; those that tie with the last are given too
   */
  TopActivationRows(ActivationScan scan, ActivationWriter writer, int k) {
    this.scan = scan;
    this.writer = writer;
    this.top = new TopActivations(k);
  }

  @Override
  public boolean next(RowBatch batch) {
    ListedRows<ActivationRow> listed = rows;
    if (listed == null) {
      while (scan.advance()) {
        if (top.wants(scan.value())) {
          top.offer(scan.row());
        }
      }
      listed = new ListedRows<>(top.rows(), writer::write);
      rows = listed;
    }
    return listed.next(batch);
  }

  @Override
  public void close() {
    scan.close();
  }
}
