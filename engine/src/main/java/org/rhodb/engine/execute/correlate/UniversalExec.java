package org.rhodb.engine.execute.correlate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.LongSupplier;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.execute.DeferredRows;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.correlate.kept.KeptReference;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.UniversalGate;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowSource;

/**
 * Operator that lists neurons with the statistics of their best match in each other model, beside
 * what a random map of the other models would give: {@code UNIVERSAL NEURONS}.
 *
 * <p>Source: Gurnee et al. 2024 (arXiv 2401.12181), eq. 3.
 */
public final class UniversalExec implements Operator {
  /** The columns of the relation. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("model", ColumnType.VARCHAR, "model whose neuron this is"),
          new Column("checkpoint", ColumnType.BIGINT, "its training step"),
          new Column("layer", ColumnType.INTEGER, "layer of the neuron, 0-based"),
          new Column("neuron", ColumnType.INTEGER, "index of the neuron in its layer, 0-based"),
          new Column(
              "others",
              ColumnType.INTEGER,
              "other models the statistics are over: those with a neuron of defined rho; 0 where this"
                  + " neuron never varies"),
          new Column(
              "rho",
              ColumnType.DOUBLE,
              "mean over the other models of the Pearson correlation with the best match there"),
          new Column("min_rho", ColumnType.DOUBLE, "lowest of these best matches"),
          new Column("max_rho", ColumnType.DOUBLE, "highest of these best matches"),
          new Column(
              "mutual",
              ColumnType.INTEGER,
              "in how many other models this neuron is also the best match of its best match"),
          new Column(
              "baseline",
              ColumnType.DOUBLE,
              "mean over other models and draws of the best match after a random map of the other"
                  + " model, layer by layer; NULL without BASELINE"),
          new Column(
              "excess",
              ColumnType.DOUBLE,
              "rho - baseline (Gurnee et al. 2024, eq. 3); NULL without BASELINE"),
          new Column("tokens", ColumnType.BIGINT, "counted (unmasked) tokens: the n of rho"));

  private final IslandAnalysis.Universal analysis;
  private final Bounds bounds;
  private final LongSupplier nanoClock;

  /** Creates the operator. */
  public UniversalExec(IslandAnalysis.Universal analysis, Bounds bounds) {
    this(analysis, bounds, System::nanoTime);
  }

  /** Creates the operator with a clock that tells when savepoints are due. */
  UniversalExec(IslandAnalysis.Universal analysis, Bounds bounds, LongSupplier nanoClock) {
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
    String baseline = BaselineDraws.of(analysis.baselines()).describe();
    return "best match of each neuron in every other model over "
        + analysis.corpus().countedTokens()
        + " tokens of "
        + analysis.corpus().name()
        + (baseline.isEmpty() ? "" : ", beside a baseline: " + baseline);
  }

  /**
   * What is computed, and what is not because it was kept.
   *
   * @param groups what is computed
   * @param plan of all groups
   * @param gate which neurons can be among the rows
   * @param blockTokens tokens of a block, within which a permuted baseline permutes
   * @param kept the references whose rows are read
   * @param choice what was weighed
   */
  record Prepared(
      List<UniversalGroup> groups,
      CorrelationPlan plan,
      UniversalGate gate,
      BaselineDraws baseline,
      int blockTokens,
      List<KeptReference> kept,
      KeptChoice choice) {
    List<GroupWork> works() {
      return groups.stream().map(UniversalGroup::work).toList();
    }
  }

  private Prepared prepare(ExecutionContext context) {
    return new UniversalPlanner(context, analysis, bounds).plan();
  }

  @Override
  public OperatorPlan plan(ExecutionContext context) {
    Prepared prepared = prepare(context);
    OperatorPlan plan =
        PlanNotes.of(
            prepared.works(), prepared.plan(), prepared.baseline(), bounds, context.settings());
    return prepared.choice().noted(plan, prepared.groups().isEmpty());
  }

  /** Planned anew when the first row is asked for: another relation may hold memory by then. */
  @Override
  public RowSource open(ExecutionContext context) {
    return new DeferredRows(
        () -> new UniversalRows(context, prepare(context), analysis, bounds, nanoClock));
  }
}
