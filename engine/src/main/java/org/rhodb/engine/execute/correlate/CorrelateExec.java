package org.rhodb.engine.execute.correlate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.DeferredRows;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.correlate.kept.KeptPairs;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.CheckpointPair;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;

/**
 * Operator that correlates every neuron of a checkpoint with every neuron of each checkpoint listed
 * after it: {@code CORRELATE MODELS}.
 */
public final class CorrelateExec implements Operator {
  /** The columns of the relation. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("model", ColumnType.VARCHAR, "model whose neuron this is"),
          new Column("checkpoint", ColumnType.BIGINT, "its training step"),
          new Column("layer", ColumnType.INTEGER, "layer of the neuron, 0-based"),
          new Column("neuron", ColumnType.INTEGER, "index of the neuron in its layer, 0-based"),
          new Column("other_model", ColumnType.VARCHAR, "model it is compared with"),
          new Column("other_checkpoint", ColumnType.BIGINT, "the other model's training step"),
          new Column("other_layer", ColumnType.INTEGER, "layer of the other neuron, 0-based"),
          new Column("other_neuron", ColumnType.INTEGER, "index of the other neuron, 0-based"),
          new Column(
              "rho",
              ColumnType.DOUBLE,
              "Pearson correlation of the two post-activations over the counted tokens, -1 to 1;"
                  + " NULL where one of them never varies"),
          new Column("tokens", ColumnType.BIGINT, "counted (unmasked) tokens: the n of rho"));

  private final IslandAnalysis.Correlate analysis;
  private final Bounds bounds;
  private final LongSupplier nanoClock;

  /** Creates the operator. */
  public CorrelateExec(IslandAnalysis.Correlate analysis, Bounds bounds) {
    this(analysis, bounds, System::nanoTime);
  }

  /** Creates the operator with a clock that tells when savepoints are due. */
  CorrelateExec(IslandAnalysis.Correlate analysis, Bounds bounds, LongSupplier nanoClock) {
    this.analysis = requireNonNull(analysis, "analysis is null");
    this.bounds = requireNonNull(bounds, "bounds is null");
    this.nanoClock = nanoClock;
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public String synopsis() {
    return "Pearson correlation of every pair of neurons over "
        + analysis.corpus().countedTokens()
        + " tokens of "
        + analysis.corpus().name();
  }

  @Override
  public OperatorPlan plan(ExecutionContext context) {
    Prepared prepared = prepare(context);
    OperatorPlan plan =
        PlanNotes.of(
            prepared.groups(), prepared.plan(), BaselineDraws.NONE, bounds, context.settings());
    return prepared.choice().noted(plan, prepared.groups().isEmpty());
  }

  /** Planned anew when the first row is asked for: another relation may hold memory by then. */
  @Override
  public RowSource open(ExecutionContext context) {
    return new DeferredRows(
        () -> new CorrelateRows(context, prepare(context), analysis, bounds, nanoClock));
  }

  private Prepared prepare(ExecutionContext context) {
    CorrelatePlanner planner = new CorrelatePlanner(context, analysis, bounds);
    checkSize(planner.emitted(), context.settings().count(Setting.MAX_ROWS));
    return planner.plan();
  }

  /**
   * What is computed, and what is not because it was kept.
   *
   * @param groups what is computed
   * @param computed of each of its pairs, over all groups, whose neurons are left and right
   * @param kept the other pairs
   * @param choice what was weighed
   */
  record Prepared(
      List<GroupWork> groups,
      CorrelationPlan plan,
      List<CheckpointPair> computed,
      KeptPairs kept,
      KeptChoice choice) {

    /** Returns all pairs by the numbers that hits have: computed ones, then kept ones. */
    List<CheckpointPair> emitted() {
      return Stream.concat(computed.stream(), kept.emitted().stream()).toList();
    }
  }

  private void checkSize(List<CheckpointPair> emitted, long maxRows) {
    if (new RhoFilter(bounds).isSelective() || bounds.rowLimit() <= maxRows) {
      return;
    }
    double rows = 0;
    for (CheckpointPair pair : emitted) {
      rows += pair.pair().size();
    }
    if (rows > maxRows) {
      throw QueryException.of(
              ErrorCode.U303,
              String.format(
                  java.util.Locale.ROOT,
                  "CORRELATE would return all %,.0f pairs of neurons; max_rows is %,d",
                  rows,
                  maxRows))
          .withHint(
              "add WHERE rho > 0.5 (or another bound), ORDER BY rho DESC LIMIT 100, or max(rho) with"
                  + " GROUP BY model, checkpoint, layer, neuron, other_model, other_checkpoint; or"
                  + " SET max_rows higher");
    }
  }
}
