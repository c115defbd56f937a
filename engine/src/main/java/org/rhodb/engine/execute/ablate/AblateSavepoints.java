package org.rhodb.engine.execute.ablate;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.execute.StatementEnd;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.settings.Setting;
import org.rhodb.grammar.tree.Ablation;

/**
 * Savepoints of one run: what the variants of a checkpoint lost over the batches done, between two
 * batches. Sums are kept to the bit, so going on gives what never stopping would have given.
 * Finished checkpoints stay until the run has ended.
 */
final class AblateSavepoints {
  private static final int FORMAT = 1;

  private final RunSavepoints savepoints;
  private final StatementEnd end;

  /**
   * How far a checkpoint is.
   *
   * @param sequences sequences of the corpus that are done
   * @param cleanSum next-token loss over them as the model is, in nats
   * @param sums what each variant lost over them
   */
  record State(long sequences, double cleanSum, List<AblatedLoss> sums) {
    State {
      sums = List.copyOf(sums);
    }

    static State none(int variants) {
      AblatedLoss[] sums = new AblatedLoss[variants];
      Arrays.fill(sums, AblatedLoss.ZERO);
      return new State(0, 0, List.of(sums));
    }
  }

  /** Creates the savepoints of a run that begins now. */
  AblateSavepoints(ExecutionContext context, LongSupplier nanoClock) {
    this.savepoints =
        new RunSavepoints(
            context.savepoints(), context.settings().count(Setting.SAVE_INTERVAL), nanoClock);
    this.end = context.end();
  }

  /** Returns a hash of everything the sums of a checkpoint depend on. */
  static String key(
      ExecutionContext context,
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      Ablation ablation,
      AblatePlan plan,
      List<AblateVariant> variants) {
    StringBuilder text = new StringBuilder();
    text.append(checkpoint.weightsHash()).append('\n').append(corpus.hash()).append(' ');
    text.append(corpus.masked().stream().sorted().toList()).append('\n');
    text.append(ablation).append('\n').append(plan.method()).append(plan.sequences());
    for (Setting setting : List.of(Setting.DEVICE, Setting.FUSED_PRODUCTS, Setting.READ_FLOAT16)) {
      text.append(' ').append(context.settings().text(setting));
    }
    for (AblateVariant variant : variants) {
      variant.neurons().forEach((at, neurons) -> text.append(at).append(Arrays.toString(neurons)));
      text.append('\n');
    }
    return RunSavepoints.key("ablate", text.toString());
  }

  /** Returns how far an earlier run of the key came; nothing done if there was none. */
  State restore(String key, int variants) {
    State none = State.none(variants);
    return savepoints
        .read(
            key,
            in -> {
              if (in.readInt() != FORMAT || in.readInt() != variants) {
                return none;
              }
              long sequences = in.readLong();
              double cleanSum = in.readDouble();
              AblatedLoss[] sums = new AblatedLoss[variants];
              for (int v = 0; v < variants; v++) {
                sums[v] = new AblatedLoss(in.readDouble(), in.readDouble(), in.readLong());
              }
              return new State(sequences, cleanSum, List.of(sums));
            })
        .orElse(none);
  }

  /** Saves if it is time, or if the checkpoint is done and the run a long one. */
  void offer(String key, State state, boolean isDone) {
    if (!savepoints.isDue(isDone)) {
      return;
    }
    savepoints.write(
        key,
        out -> {
          out.writeInt(FORMAT);
          out.writeInt(state.sums().size());
          out.writeLong(state.sequences());
          out.writeDouble(state.cleanSum());
          for (AblatedLoss sum : state.sums()) {
            out.writeDouble(sum.lossSum());
            out.writeDouble(sum.klSum());
            out.writeLong(sum.tokens());
          }
        });
  }

  /** Removes everything this run has saved or found, once it has computed its last row. */
  void removeAll() {
    end.onSuccess(savepoints::removeAll);
  }
}
