package org.rhodb.engine.execute.correlate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
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
    return PlanNotes.of(
        prepared.groups(), prepared.plan(), BaselineDraws.NONE, bounds, context.settings());
  }

  @Override
  public RowSource open(ExecutionContext context) {
    Prepared prepared = prepare(context);
    return new CorrelateRows(context, prepared, analysis, bounds, nanoClock);
  }

  /**
   * What is computed.
   *
   * @param emitted of each pair, over all groups, whose neurons are left and right
   */
  record Prepared(List<GroupWork> groups, CorrelationPlan plan, List<Emitted> emitted) {}

  /** The checkpoints of a pair, as the query lists them, and their neurons. */
  record Emitted(CheckpointEntry left, CheckpointEntry right, NeuronPair pair) {}

  private Prepared prepare(ExecutionContext context) {
    List<GroupWork> groups = new ArrayList<>();
    List<Emitted> emitted = new ArrayList<>();
    for (IslandAnalysis.Group group : analysis.groups()) {
      List<CheckpointEntry> networks = new ArrayList<>();
      Map<String, Integer> index = GroupWork.indexNetworks(group, networks);
      List<NeuronPair> pairs = new ArrayList<>();
      List<CheckpointEntry> listed = group.checkpoints();
      for (int i = 0; i < listed.size(); i++) {
        for (int j = i + 1; j < listed.size(); j++) {
          addPair(listed.get(i), listed.get(j), index, pairs, emitted);
        }
      }
      if (!pairs.isEmpty()) {
        groups.add(new GroupWork(networks, pairs, analysis.corpus()));
      }
    }
    checkSize(emitted, context.settings().count(Setting.MAX_ROWS));
    int blockTokens =
        (int) Math.max(1, Math.min(1 << 20, context.settings().count(Setting.BLOCK_TOKENS)));
    TilePlanner planner = new TilePlanner(context.activations(), BaselineDraws.NONE, blockTokens);
    List<TilePlan> plans =
        groups.stream().map(group -> planner.plan(group, context.memory())).toList();
    RhoFilter filter = new RhoFilter(bounds);
    long pairs = emitted.stream().mapToLong(pair -> pair.pair().size()).sum();
    CorrelationPlan plan =
        CorrelationPlan.choose(
            context,
            groups,
            plans,
            filter.goal(pairs),
            "only WHERE rho > t, a top k or best matches leave pairs out");
    return new Prepared(groups, plan, emitted);
  }

  private void addPair(
      CheckpointEntry left,
      CheckpointEntry right,
      Map<String, Integer> index,
      List<NeuronPair> pairs,
      List<Emitted> emitted) {
    boolean isWanted =
        bounds.admits("model", left.model())
            && bounds.admits("checkpoint", left.step())
            && bounds.admits("other_model", right.model())
            && bounds.admits("other_checkpoint", right.step())
            && bounds.admits("tokens", analysis.corpus().countedTokens())
            && !bounds.column("rho").isNothing()
            && analysis.corpus().countedTokens() > 0;
    NeuronAxis leftAxis =
        NeuronAxis.within(left.config(), bounds.column("layer"), bounds.column("neuron"));
    NeuronAxis rightAxis =
        NeuronAxis.within(
            right.config(), bounds.column("other_layer"), bounds.column("other_neuron"));
    if (!isWanted || leftAxis.isEmpty() || rightAxis.isEmpty()) {
      return;
    }
    NeuronPair pair =
        new NeuronPair(
            index.get(left.weightsHash()),
            leftAxis,
            index.get(right.weightsHash()),
            rightAxis,
            true,
            false);
    pairs.add(pair);
    emitted.add(new Emitted(left, right, pair));
  }

  private void checkSize(List<Emitted> emitted, long maxRows) {
    if (new RhoFilter(bounds).isSelective() || bounds.rowLimit() <= maxRows) {
      return;
    }
    double rows = 0;
    for (Emitted pair : emitted) {
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
