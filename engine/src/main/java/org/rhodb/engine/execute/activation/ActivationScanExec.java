package org.rhodb.engine.execute.activation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.DeferredRows;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.RunLedger;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.ColumnType;
import org.rhodb.engine.row.CountText;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;

/**
 * Operator that gives the post-activations of models at the counted tokens of a corpus, a row for
 * each neuron and token, in the order (checkpoint, sequence, position, layer, neuron).
 *
 * <p>Streams; with a top-k bound it keeps only the highest rows and their ties and gives them at
 * the end. Layers and sequences outside the bounds do not run.
 */
public final class ActivationScanExec implements Operator {
  /** Columns of {@code ACTIVATIONS OF MODEL}. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column("model", ColumnType.VARCHAR, "model that read the corpus"),
          new Column("checkpoint", ColumnType.BIGINT, "training step"),
          new Column("layer", ColumnType.INTEGER, "layer, 0-based"),
          new Column("neuron", ColumnType.INTEGER, "index in the layer's MLP, 0-based"),
          new Column("sequence", ColumnType.BIGINT, "sequence of the corpus, 0-based"),
          new Column("position", ColumnType.INTEGER, "position in the sequence, 0-based"),
          new Column("token_id", ColumnType.INTEGER, "id of the token at the position"),
          new Column(
              "token",
              ColumnType.VARCHAR,
              "its text; bytes that are no whole character are written \\xNN; NULL where the"
                  + " corpus has no tokenizer"),
          new Column(
              "activation",
              ColumnType.DOUBLE,
              "post-activation, behind the nonlinearity, computed in float32; counted tokens only"));

  /** Beyond this the highest rows are not kept apart: all of them are streamed. */
  private static final long MOST_TOP = 5_000_000;

  private final List<CheckpointEntry> checkpoints;
  private final CorpusEntry corpus;
  private final Bounds bounds;
  private final ActivationSource source;

  /**
   * Creates the operator.
   *
   * @param checkpoints as listed
   * @param bounds rows outside them may be left out
   * @param source gives the activations
   */
  public ActivationScanExec(
      List<CheckpointEntry> checkpoints,
      CorpusEntry corpus,
      Bounds bounds,
      ActivationSource source) {
    this.bounds = requireNonNull(bounds, "bounds is null");
    this.checkpoints =
        checkpoints.stream()
            .filter(c -> bounds.admits("model", c.model()) && bounds.admits("checkpoint", c.step()))
            .toList();
    this.corpus = requireNonNull(corpus, "corpus is null");
    this.source = requireNonNull(source, "source is null");
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public String synopsis() {
    StringBuilder text = new StringBuilder("activations: ");
    List<String> names = checkpoints.stream().map(CheckpointEntry::reference).toList();
    text.append(String.join(", ", names)).append(" on ").append(corpus.name());
    if (!bounds.isUnbounded()) {
      text.append(" with ").append(bounds.describe());
    }
    return text.toString();
  }

  @Override
  public OperatorPlan plan(ExecutionContext context) {
    checkSize(context);
    int forwardPasses = 0;
    double flops = 0;
    double seconds = 0;
    long bytes = 0;
    long peakBytes = 0;
    String way = "nothing to read";
    List<String> notes = new ArrayList<>();
    for (CheckpointEntry checkpoint : checkpoints) {
      ActivationColumns columns = ActivationColumns.of(checkpoint.config(), bounds);
      if (columns.size() > 0) {
        ActivationCost cost =
            source.cost(checkpoint, corpus, columns.firstLayer(), columns.lastLayer());
        way = cost.way();
        forwardPasses += cost.forwardPasses();
        flops += cost.flops();
        seconds += context.rates().seconds(cost);
        bytes += cost.bytes();
        peakBytes = Math.max(peakBytes, cost.residentBytes() + cost.batchBytes());
        notes.add(
            checkpoint.reference()
                + ": layers "
                + columns.firstLayer()
                + " to "
                + columns.lastLayer()
                + ", "
                + CountText.of(columns.size(), "neuron"));
      }
    }
    String chosen = way + (isTop() ? ", top " + bounds.topK() + " kept" : ", streamed");
    return new OperatorPlan(
        chosen,
        forwardPasses,
        flops,
        bytes,
        peakBytes,
        context.settings().text(Setting.DEVICE),
        seconds,
        notes);
  }

  @Override
  public RowSource open(ExecutionContext context) {
    checkSize(context);
    return new DeferredRows(
        () -> {
          RunLedger run =
              RunLedger.begin("activations", context)
                  .checkpoints(checkpoints)
                  .corpus(corpus)
                  .tokens(corpus.countedTokens())
                  .device(context.settings().text(Setting.DEVICE));
          for (CheckpointEntry checkpoint : checkpoints) {
            ActivationColumns columns = ActivationColumns.of(checkpoint.config(), bounds);
            if (columns.size() > 0) {
              ActivationCost cost =
                  source.cost(checkpoint, corpus, columns.firstLayer(), columns.lastLayer());
              run.addWork(cost.flops(), cost.bytes(), cost.forwardPasses());
            }
          }
          ActivationScan scan = new ActivationScan(context, checkpoints, corpus, bounds, source);
          ActivationWriter writer = new ActivationWriter(checkpoints, corpus, bounds);
          return run.counting(
              isTop()
                  ? new TopActivationRows(scan, writer, (int) bounds.topK())
                  : new ActivationRows(
                      scan,
                      writer,
                      bounds.rowLimit(),
                      context.settings().count(Setting.MAX_ROWS),
                      tooLarge(context, "more rows than it may give")));
        });
  }

  private boolean isTop() {
    return bounds.topK() > 0 && bounds.topK() <= MOST_TOP;
  }

  /** Refuses a result that is known to be too large before a model runs. */
  private void checkSize(ExecutionContext context) {
    boolean isCut = isTop() || bounds.rowLimit() <= context.settings().count(Setting.MAX_ROWS);
    boolean isFiltered =
        !bounds.column("position").isAny()
            || !bounds.column("token_id").isAny()
            || !bounds.column("token").isAny()
            || !bounds.column("activation").isAny();
    if (isCut || isFiltered) {
      return; // counted while they are given
    }
    long sequences =
        Math.max(
            0,
            bounds.column("sequence").highest(corpus.sequences() - 1)
                - bounds.column("sequence").lowest(0)
                + 1);
    double tokens =
        Math.min((double) corpus.countedTokens(), (double) sequences * corpus.context());
    double rows = 0;
    for (CheckpointEntry checkpoint : checkpoints) {
      rows += tokens * ActivationColumns.of(checkpoint.config(), bounds).size();
    }
    if (rows > context.settings().count(Setting.MAX_ROWS)) {
      throw tooLarge(context, String.format(Locale.ROOT, "%,.0f rows", rows));
    }
  }

  private QueryException tooLarge(ExecutionContext context, String rows) {
    return QueryException.of(
            ErrorCode.U303,
            String.format(
                Locale.ROOT,
                "the activations on '%s' are %s; max_rows is %,d",
                corpus.name(),
                rows,
                context.settings().count(Setting.MAX_ROWS)))
        .withHint(
            "narrow them with WHERE layer = ... AND neuron = ..., or take the highest with ORDER BY"
                + " activation DESC LIMIT 20; SET max_rows lets more through");
  }
}
