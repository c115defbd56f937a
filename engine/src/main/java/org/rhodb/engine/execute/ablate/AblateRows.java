package org.rhodb.engine.execute.ablate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;

/** Rows of {@code ABLATE}: a checkpoint's are computed when those before it were read. */
final class AblateRows implements RowSource {
  private final AblateWork work;
  private final Deque<AblateTask> waiting;
  private final Deque<AblateWork.Outcome> ready = new ArrayDeque<>();
  private boolean isFinished;

  AblateRows(AblateWork work, List<AblateTask> tasks) {
    this.work = work;
    this.waiting = new ArrayDeque<>(tasks);
    work.expect(tasks);
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    while (ready.isEmpty() && !waiting.isEmpty()) {
      ready.addAll(work.run(waiting.removeFirst()));
    }
    if (waiting.isEmpty() && !isFinished) {
      isFinished = true;
      work.finish();
    }
    while (!batch.isFull() && !ready.isEmpty()) {
      write(ready.removeFirst(), batch);
    }
    return batch.size() > 0;
  }

  private static void write(AblateWork.Outcome outcome, RowBatch batch) {
    int row = batch.append();
    AblateVariant variant = outcome.variant();
    AblatedLoss ablated = outcome.ablated();
    double tokens = outcome.tokens();
    double cleanLoss = outcome.cleanLossSum() / tokens; // NaN, so NULL, where there is no token
    batch.setString(0, row, outcome.checkpoint().model());
    batch.setLong(1, row, outcome.checkpoint().step());
    if (variant.layer() != AblateVariant.ALL_LAYERS) {
      batch.setLong(2, row, variant.layer());
    }
    batch.setString(3, row, variant.selection());
    if (variant.draw() > 0) {
      batch.setLong(4, row, variant.draw());
    }
    batch.setLong(5, row, variant.size());
    batch.setLong(6, row, outcome.tokens());
    batch.setDouble(7, row, cleanLoss);
    if (ablated != null) {
      double loss = ablated.lossSum() / tokens;
      batch.setDouble(8, row, loss);
      batch.setDouble(9, row, loss - cleanLoss);
      batch.setDouble(10, row, ablated.klSum() / tokens);
    }
    if (variant.neuron() != AblateVariant.SEVERAL) {
      batch.setLong(11, row, variant.neuron());
    }
    if (!Double.isNaN(outcome.estimate())) {
      batch.setDouble(12, row, outcome.estimate() / tokens);
    }
  }

  @Override
  public void close() {
    waiting.clear();
    ready.clear();
  }
}
