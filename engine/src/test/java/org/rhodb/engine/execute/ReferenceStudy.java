package org.rhodb.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.corpus.TokenRole;
import org.rhodb.engine.execute.activation.ModelRerun;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.ReferenceModels;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/** The two reference models at one step and the reference tokens, in a catalog, ready to run. */
public final class ReferenceStudy implements AutoCloseable {
  /** Nats by which a variant's loss may differ in another stack; a tenth of what is promised. */
  public static final double STACKED = 1e-6;

  static final int LAYERS = 3;
  public static final int D_MLP = 128;
  public static final long STEP = 100;

  public final TestCatalog catalog = new TestCatalog();
  public final ModelEntry a =
      catalog.add("gpt2-a", ReferenceModels.weights("gpt2-a").config(), STEP);
  public final ModelEntry b =
      catalog.add("gpt2-b", ReferenceModels.weights("gpt2-b").config(), STEP);
  public final TokenBatch tokens = ReferenceModels.tokens(0, 6);
  public final CorpusEntry corpus = catalog.add(corpus("reference", 64, 257), tokens);
  public final Networks networks =
      new CheckpointNetworks(
          "cpu", 2, true, checkpoint -> ReferenceModels.weights(checkpoint.model()));

  public static CorpusEntry corpus(String name, int context, int dVocab) {
    return new CorpusEntry(
        name, "test", "bytes", context, 6, 6L * context, 378, Set.of(TokenRole.BOS), dVocab, "c0");
  }

  /** Returns what an operator runs with, batches of so many tokens; 0: its own choice. */
  public ExecutionContext context(int batchTokens) {
    return catalog.context(
        Settings.DEFAULTS.with(Setting.BATCH_TOKENS, Integer.toString(batchTokens)));
  }

  /** Returns what an operator runs with, and who hears how far it is. */
  public ExecutionContext context(int batchTokens, Progress progress) {
    ExecutionContext silent = context(batchTokens);
    return new ExecutionContext(
        silent.settings(),
        catalog,
        networks,
        rerun(silent),
        silent.savepoints(),
        silent.memory(),
        progress,
        silent.cancellation(),
        silent.statement());
  }

  public ActivationSource rerun(ExecutionContext context) {
    return new ModelRerun(networks, catalog, context.settings());
  }

  /** Returns the same neurons in each of the given layers of a model. */
  public static NeuronSet neurons(ModelEntry model, List<Integer> layers, int... neurons) {
    NeuronSet.Builder set = NeuronSet.builder();
    for (int layer : layers) {
      for (int neuron : neurons) {
        set.add(model, model.lastCheckpoint(), layer, neuron);
      }
    }
    return set.build();
  }

  @Override
  public void close() {
    networks.close();
  }

  /**
   * Checks that rows are of the same variants. Which others are computed with them decides the
   * shapes of products, and with those, on some processors, the last bits of float32: 5e-9 nats
   * were seen.
   */
  public static void assertSame(
      List<List<@Nullable Object>> found, List<List<@Nullable Object>> expected) {
    assertSame(found, expected, STACKED);
  }

  /** Checks that rows are the same, numbers within so much. */
  public static void assertSame(
      List<List<@Nullable Object>> found, List<List<@Nullable Object>> expected, double most) {
    assertThat(found).hasSameSizeAs(expected);
    for (int r = 0; r < found.size(); r++) {
      for (int c = 0; c < found.get(r).size(); c++) {
        if (expected.get(r).get(c) instanceof Double number) {
          assertThat((Double) found.get(r).get(c)).isCloseTo(number, within(most));
        } else {
          assertThat(found.get(r).get(c)).isEqualTo(expected.get(r).get(c));
        }
      }
    }
  }
}
