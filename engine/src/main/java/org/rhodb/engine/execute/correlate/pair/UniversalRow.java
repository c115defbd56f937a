package org.rhodb.engine.execute.correlate.pair;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.RowBatch;

/**
 * What {@code UNIVERSAL} says of one neuron; NaN stands for NULL.
 *
 * @param position layer * d_mlp + neuron
 */
public record UniversalRow(
    int dMlp,
    int position,
    int others,
    double rho,
    double minRho,
    double maxRho,
    int mutual,
    double baseline,
    double excess) {
  /** Numbers of a kept row. */
  public static final int WIDTH = 8;

  public static UniversalRow of(
      UniversalGroup.Reference reference, int index, List<PairMatches> matches) {
    NeuronMatches found = NeuronMatches.of(reference, index, matches);
    return new UniversalRow(
        reference.checkpoint().config().dMlp(),
        reference.axis().position(index),
        found.others(),
        found.rho(),
        found.minRho(),
        found.maxRho(),
        found.mutual(),
        found.baseline(),
        found.excess());
  }

  /** Returns a row as {@link #numbers} wrote it. */
  public static UniversalRow of(int dMlp, double[] numbers) {
    return new UniversalRow(
        dMlp,
        (int) numbers[0],
        (int) numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        (int) numbers[5],
        numbers[6],
        numbers[7]);
  }

  public double[] numbers() {
    return new double[] {position, others, rho, minRho, maxRho, mutual, baseline, excess};
  }

  public boolean isWithin(Bounds bounds) {
    return isMatchWithin(bounds)
        && bounds.admits("baseline", orNull(baseline))
        && bounds.admits("excess", orNull(excess));
  }

  /** Returns whether all is within bounds that is known without a baseline. */
  public boolean isMatchWithin(Bounds bounds) {
    return bounds.admits("layer", (long) (position / dMlp))
        && bounds.admits("neuron", (long) (position % dMlp))
        && bounds.admits("others", (long) others)
        && bounds.admits("rho", orNull(rho))
        && bounds.admits("min_rho", orNull(minRho))
        && bounds.admits("max_rho", orNull(maxRho))
        && bounds.admits("mutual", (long) mutual);
  }

  /** Returns a row all of whose correlations are higher by as much, and its excess. */
  public UniversalRow shifted(double by) {
    return new UniversalRow(
        dMlp,
        position,
        others,
        rho + by,
        minRho + by,
        maxRho + by,
        mutual,
        baseline + by,
        excess + by);
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  public void write(RowBatch batch, CheckpointEntry checkpoint, long tokens) {
    int row = batch.append();
    batch.setString(0, row, checkpoint.model());
    batch.setLong(1, row, checkpoint.step());
    batch.setLong(2, row, position / dMlp);
    batch.setLong(3, row, position % dMlp);
    batch.setLong(4, row, others);
    batch.setDouble(5, row, rho);
    batch.setDouble(6, row, minRho);
    batch.setDouble(7, row, maxRho);
    batch.setLong(8, row, mutual);
    batch.setDouble(9, row, baseline);
    batch.setDouble(10, row, excess);
    batch.setLong(11, row, tokens);
  }
}
