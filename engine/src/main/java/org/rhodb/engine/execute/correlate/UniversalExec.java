package org.rhodb.engine.execute.correlate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;

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
   * What is computed.
   *
   * @param plan of all groups
   */
  record Prepared(List<UniversalGroup> groups, CorrelationPlan plan, BaselineDraws baseline) {
    List<GroupWork> works() {
      return groups.stream().map(UniversalGroup::work).toList();
    }
  }

  private Prepared prepare(ExecutionContext context) {
    boolean isBaselineWanted =
        bounds.isUsed("baseline")
            || bounds.isUsed("excess")
            || !bounds.column("baseline").isAny()
            || !bounds.column("excess").isAny();
    BaselineDraws baseline =
        isBaselineWanted ? BaselineDraws.of(analysis.baselines()) : BaselineDraws.NONE;
    int blockTokens =
        (int) Math.max(1, Math.min(1 << 20, context.settings().count(Setting.BLOCK_TOKENS)));
    TilePlanner planner = new TilePlanner(context.activations(), baseline, blockTokens);
    List<UniversalGroup> groups = new ArrayList<>();
    List<TilePlan> plans = new ArrayList<>();
    for (IslandAnalysis.Group listed : analysis.groups()) {
      UniversalGroup group =
          UniversalGroup.of(listed, analysis.references(), analysis.corpus(), bounds);
      if (!group.references().isEmpty()) {
        groups.add(group);
        plans.add(planner.plan(group.work(), context.memory()));
      }
    }
    Optional<ScreenGoal> goal =
        baseline.draws() > 0
            ? Optional.empty()
            : Optional.of(
                new ScreenGoal(ScreenGoal.Kind.MATCHES, UniversalGate.lowest(bounds), true));
    List<GroupWork> works = groups.stream().map(UniversalGroup::work).toList();
    CorrelationPlan plan =
        CorrelationPlan.choose(
            context, works, plans, goal, "a baseline takes every correlation of a neuron");
    return new Prepared(groups, plan, baseline);
  }

  @Override
  public OperatorPlan plan(ExecutionContext context) {
    Prepared prepared = prepare(context);
    return PlanNotes.of(
        prepared.works(), prepared.plan(), prepared.baseline(), bounds, context.settings());
  }

  @Override
  public RowSource open(ExecutionContext context) {
    return new UniversalRows(context, prepare(context), analysis, bounds, nanoClock);
  }
}
