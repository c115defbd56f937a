package org.rhodb.engine.execute.persist;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.execute.DeferredRows;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.ListedRows;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.statistic.Persistence;

/**
 * Operator that compares a model's universal neurons from each checkpoint to the next.
 *
 * <p>A row for each model (and layer) and each pair of consecutive checkpoints. Checkpoints are the
 * steps that occur anywhere in the input, for any model: a step the query left out is not taken for
 * one without universal neurons, and a model that has none at a step where another has some keeps
 * its row there, with {@code universal} 0 and the shares NULL. {@code p_final} is against the last
 * of these steps that the model has. Fewer than two steps give no row.
 */
public final class PersistExec implements Operator {
  /** Columns of {@code PERSIST}. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("model", ColumnType.VARCHAR, "model whose neurons are compared"),
          new Column("layer", ColumnType.INTEGER, "layer, 0-based; NULL: the whole model"),
          new Column("checkpoint", ColumnType.BIGINT, "training step of U"),
          new Column(
              "next_checkpoint",
              ColumnType.BIGINT,
              "training step of U': the next step that occurs in the input"),
          new Column("universal", ColumnType.BIGINT, "|U|, neurons in the input at checkpoint"),
          new Column("next_universal", ColumnType.BIGINT, "|U'|, neurons at next_checkpoint"),
          new Column("kept", ColumnType.BIGINT, "|U ∩ U'|"),
          new Column("gained", ColumnType.BIGINT, "|U' \\ U|"),
          new Column("lost", ColumnType.BIGINT, "|U \\ U'|"),
          new Column("p_persist", ColumnType.DOUBLE, "|U ∩ U'| / |U|; NULL where U is empty"),
          new Column(
              "p_final",
              ColumnType.DOUBLE,
              "|U ∩ U*| / |U| with U* the set at the last step; NULL where U is empty"),
          new Column(
              "jaccard", ColumnType.DOUBLE, "|U ∩ U'| / |U ∪ U'|; NULL where both are empty"),
          new Column(
              "expected",
              ColumnType.DOUBLE,
              "p_persist of random sets of the same sizes in the same layers: the mean of the"
                  + " hypergeometric distribution, sum over layers of |U||U'|/N, over |U|; NULL"
                  + " where U is empty"));

  private final Supplier<NeuronSet> input;
  private final boolean isByLayer;

  /**
   * Creates the operator.
   *
   * @param input gives the neurons when the rows are asked for; asked once a run
   * @param isByLayer whether there is a row for every layer of a model rather than one
   */
  public PersistExec(Supplier<NeuronSet> input, boolean isByLayer) {
    this.input = requireNonNull(input, "input is null");
    this.isByLayer = isByLayer;
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public String synopsis() {
    return "persist: consecutive checkpoints of a model" + (isByLayer ? ", layer by layer" : "");
  }

  @Override
  public OperatorPlan plan(ExecutionContext context) {
    return new OperatorPlan(
        "sets in memory",
        0,
        0,
        0,
        0,
        "none",
        Double.NaN,
        List.of("chance: hypergeometric mean by layer"));
  }

  @Override
  public RowSource open(ExecutionContext context) {
    return new DeferredRows(
        () -> {
          RunLedger run = RunLedger.begin("persist", context);
          NeuronSet set = input.get();
          List<Comparison> comparisons = comparisons(set);
          run.checkpoints(set.members().stream().map(NeuronSet.Members::checkpoint).toList());
          return run.counting(new ListedRows<>(comparisons, PersistExec::write));
        });
  }

  private List<Comparison> comparisons(NeuronSet set) {
    TreeSet<Long> steps = new TreeSet<>();
    set.members().forEach(members -> steps.add(members.checkpoint().step()));
    List<Comparison> comparisons = new ArrayList<>();
    for (ModelEntry model : set.models()) {
      List<CheckpointEntry> checkpoints =
          model.checkpoints().stream().filter(c -> steps.contains(c.step())).toList();
      for (int i = 0; i + 1 < checkpoints.size(); i++) {
        compare(
            set,
            checkpoints.get(i),
            checkpoints.get(i + 1),
            checkpoints.get(checkpoints.size() - 1),
            comparisons);
      }
    }
    return comparisons;
  }

  private void compare(
      NeuronSet set,
      CheckpointEntry now,
      CheckpointEntry next,
      CheckpointEntry last,
      List<Comparison> comparisons) {
    List<BitSet> u = layers(set, now);
    List<BitSet> v = layers(set, next);
    List<BitSet> w = layers(set, last);
    int dMlp = now.config().dMlp();
    if (!isByLayer) {
      comparisons.add(new Comparison(now, next, WHOLE_MODEL, Persistence.between(u, v, w, dMlp)));
      return;
    }
    for (int layer = 0; layer < u.size(); layer++) {
      Persistence persistence =
          Persistence.between(
              List.of(u.get(layer)), List.of(v.get(layer)), List.of(w.get(layer)), dMlp);
      comparisons.add(new Comparison(now, next, layer, persistence));
    }
  }

  private static List<BitSet> layers(NeuronSet set, CheckpointEntry checkpoint) {
    return set.members(checkpoint.model(), checkpoint.step())
        .map(NeuronSet.Members::layers)
        .orElseGet(
            () -> {
              List<BitSet> empty = new ArrayList<>();
              for (int i = 0; i < checkpoint.config().nLayers(); i++) {
                empty.add(new BitSet());
              }
              return empty;
            });
  }

  private static void write(Comparison row, RowBatch batch) {
    int at = batch.append();
    Persistence persistence = row.persistence();
    batch.setString(0, at, row.now().model());
    if (row.layer() != WHOLE_MODEL) {
      batch.setLong(1, at, row.layer());
    }
    batch.setLong(2, at, row.now().step());
    batch.setLong(3, at, row.next().step());
    batch.setLong(4, at, persistence.universal());
    batch.setLong(5, at, persistence.nextUniversal());
    batch.setLong(6, at, persistence.kept());
    batch.setLong(7, at, persistence.gained());
    batch.setLong(8, at, persistence.lost());
    batch.setDouble(9, at, persistence.pPersist());
    batch.setDouble(10, at, persistence.pFinal());
    batch.setDouble(11, at, persistence.jaccard());
    batch.setDouble(12, at, persistence.expected());
  }

  private static final int WHOLE_MODEL = -1;

  /** One row: a model, or a layer of it, from one checkpoint to the next. */
  private record Comparison(
      CheckpointEntry now, CheckpointEntry next, int layer, Persistence persistence) {}
}
