package org.rhodb.engine.execute.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.analyze.IngestAnalysis;
import org.rhodb.engine.catalog.ActivationShardKey;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.ReferenceStudy;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.execute.activation.ModelRerun;
import org.rhodb.engine.network.MapWeights;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.ReferenceModels;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.grammar.tree.Statement.StoredType;

class IngestExecTest {
  /** Two sequences of 64 positions and 128 float32 values: three shards a layer. */
  private static final IngestLayout SMALL = new IngestLayout(2 * 64 * 128 * 4);

  private static ReferenceStudy study;

  @BeforeAll
  static void openStudy() {
    study = new ReferenceStudy();
  }

  @AfterAll
  static void closeStudy() {
    study.close();
  }

  @Test
  void cutsWholeSequencesIntoShardsThatCoverTheCorpus() {
    assertThat(SMALL.blocks(study.corpus, 128, StoredType.FLOAT32))
        .extracting(b -> b.first() + ".." + b.end())
        .containsExactly("0..2", "2..4", "4..6");
    assertThat(SMALL.blocks(study.corpus, 128, StoredType.FLOAT16)).hasSize(2);
    assertThat(new IngestLayout(1).blocks(study.corpus, 128, StoredType.FLOAT32)).hasSize(6);
    assertThat(IngestLayout.DEFAULT.blocks(study.corpus, 128, StoredType.FLOAT32)).hasSize(1);
  }

  @Test
  void givesBackWhatTheModelComputed() {
    MemoryShards shards = new MemoryShards();
    assertThat(ingest(shards, 0, 2, StoredType.FLOAT32))
        .containsExactly(
            Arrays.asList("gpt2-a", ReferenceStudy.STEP, 0, 2, "FLOAT32", 9L, 0L, 9L * 65536));
    Settings settings = Settings.DEFAULTS;
    for (int[] layers : new int[][] {{0, 2}, {1, 1}, {1, 2}}) {
      float[] read = values(source(shards, settings), layers[0], layers[1], 0);
      float[] rerun = values(study.rerun(study.context(0)), layers[0], layers[1], 0);
      assertThat(read).hasSameSizeAs(rerun).hasSize(378 * 128 * (layers[1] - layers[0] + 1));
      for (int i = 0; i < read.length; i++) {
        // batches of other shapes round differently in the last places
        assertThat(read[i]).isCloseTo(rerun[i], within(1e-5f));
      }
    }
    assertThat(shards.opened).isEqualTo(9 + 3 + 6);
  }

  @Test
  void givesTheSameBitsFromWhereverAStreamBegins() {
    MemoryShards shards = new MemoryShards();
    ingest(shards, 0, 1, StoredType.FLOAT32);
    ActivationSource source = source(shards, Settings.DEFAULTS);
    float[] whole = values(source, 0, 1, 0);
    for (long token : new long[] {1, 62, 63, 126, 200, 377}) {
      assertThat(values(source, 0, 1, token))
          .isEqualTo(Arrays.copyOfRange(whole, (int) token * 256, whole.length));
    }
  }

  @Test
  void goesOnFromTheLastShardAfterAKill() {
    MemoryShards whole = new MemoryShards();
    ingest(whole, 0, 2, StoredType.FLOAT32);
    for (int kill = 0; kill < 9; kill++) {
      MemoryShards shards = new MemoryShards();
      shards.failAfter(kill);
      assertThatThrownBy(() -> ingest(shards, 0, 2, StoredType.FLOAT32)).hasMessage("killed");
      assertThat(shards.committed()).hasSize(kill);
      shards.failAfter(Integer.MAX_VALUE);
      shards.created = 0;
      List<@Nullable Object> row = ingest(shards, 0, 2, StoredType.FLOAT32).get(0);
      assertThat(row.get(5)).isEqualTo(9L - kill);
      assertThat(row.get(6)).isEqualTo((long) kill);
      assertThat(shards.created).isEqualTo(9 - kill);
      assertSame(shards.committed(), whole.committed());
    }
  }

  @Test
  void runsNoModelWhereEveryShardIsThere() {
    MemoryShards shards = new MemoryShards();
    ingest(shards, 0, 2, StoredType.FLOAT32);
    List<@Nullable Object> again = ingest(shards, 1, 2, StoredType.FLOAT32).get(0);
    assertThat(again.subList(5, 8)).containsExactly(0L, 6L, 6L * 65536);
    RunRecord run = study.catalog.runs.get(study.catalog.runs.size() - 1);
    assertThat(run.forwardPasses()).isZero();
    assertThat(run.detail()).isEqualTo("gpt2-a@100: 0 shards written, 6 kept");
    assertThat(ingest(shards, 0, 0, StoredType.FLOAT16).get(0).get(5)).isEqualTo(2L);
  }

  @Test
  void readsOnlyCompleteShardsAndRoundedOnesOnlyWhenTold() {
    MemoryShards shards = new MemoryShards();
    ingest(shards, 1, 2, StoredType.FLOAT16);
    Settings rounded = Settings.DEFAULTS.with(Setting.READ_FLOAT16, "true");
    assertThat(way(shards, Settings.DEFAULTS, 1, 2)).isEqualTo("rerun");
    assertThat(way(shards, rounded, 1, 2)).isEqualTo("read (float16, rounded)");
    assertThat(way(shards, rounded, 0, 2)).isEqualTo("rerun");
    float[] read = values(source(shards, rounded), 1, 2, 0);
    float[] rerun = values(study.rerun(study.context(0)), 1, 2, 0);
    for (int i = 0; i < read.length; i++) {
      // 11 significant bits, and 2^-25 where a half is subnormal
      assertThat(read[i]).isCloseTo(rerun[i], within(Math.abs(rerun[i]) / 2048 + 1e-5f));
    }
    ingest(shards, 1, 2, StoredType.FLOAT32);
    assertThat(way(shards, rounded, 1, 2)).isEqualTo("read");
    assertThat(way(shards, Settings.DEFAULTS.with(Setting.READ_SHARDS, "false"), 1, 2))
        .isEqualTo("rerun");
    shards.committed().keySet().removeIf(key -> key.layer() == 2 && key.firstSequence() == 4);
    assertThat(way(shards, Settings.DEFAULTS, 1, 2)).isEqualTo("rerun");
    assertThat(way(shards, Settings.DEFAULTS, 1, 1)).isEqualTo("read");
  }

  @Test
  void refusesWhatHalfPrecisionCannotHold() {
    MapWeights weights = ReferenceModels.weights("gpt2-a");
    float[] bias = new float[128];
    bias[17] = 70_000;
    weights.put("h.1.mlp.c_fc.bias", bias, 128);
    MemoryShards shards = new MemoryShards();
    try (Networks networks = new CheckpointNetworks("cpu", 2, true, checkpoint -> weights)) {
      IngestExec half = new IngestExec(analysis(0, 2, StoredType.FLOAT16), networks, shards, SMALL);
      assertThatThrownBy(() -> TestRows.of(half, study.context(0)))
          .hasMessageStartingWith("neuron L1.17 of gpt2-a@100 reaches ")
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.U304);
                assertThat(e.hint()).contains("AS FLOAT32");
              });
      assertThat(shards.committed()).isEmpty();
      IngestExec single =
          new IngestExec(analysis(0, 2, StoredType.FLOAT32), networks, shards, SMALL);
      assertThat(TestRows.of(single, study.context(0))).hasSize(1);
    }
  }

  @Test
  void saysWhatItWillWrite() {
    MemoryShards shards = new MemoryShards();
    ExecutionContext context = study.context(0);
    IngestExec operator =
        new IngestExec(analysis(0, 1, StoredType.FLOAT32), study.networks, shards, SMALL);
    OperatorPlan plan = operator.plan(context);
    assertThat(plan.forwardPasses()).isOne();
    assertThat(plan.notes()).containsExactly("gpt2-a@100: 6 shards to write", "to write: 393 kB");
    assertThat(operator.synopsis())
        .isEqualTo("ingest: gpt2-a@100 on reference, layers 0 to 1 as FLOAT32");
    assertThat(shards.created).isZero();
  }

  private static List<List<@Nullable Object>> ingest(
      MemoryShards shards, int firstLayer, int lastLayer, StoredType type) {
    IngestExec operator =
        new IngestExec(analysis(firstLayer, lastLayer, type), study.networks, shards, SMALL);
    return TestRows.of(operator, study.context(0));
  }

  private static IngestAnalysis analysis(int firstLayer, int lastLayer, StoredType type) {
    return new IngestAnalysis(
        List.of(study.a.lastCheckpoint()), study.corpus, firstLayer, lastLayer, type);
  }

  private static ActivationSource source(MemoryShards shards, Settings settings) {
    return new IngestedActivations(
        shards,
        study.networks,
        study.catalog,
        settings,
        new ModelRerun(study.networks, study.catalog, settings),
        SMALL);
  }

  private static String way(MemoryShards shards, Settings settings, int first, int last) {
    return source(shards, settings).cost(study.a.lastCheckpoint(), study.corpus, first, last).way();
  }

  private static float[] values(ActivationSource source, int first, int last, long firstToken) {
    List<float[]> parts = new ArrayList<>();
    int length = 0;
    try (ActivationStream stream =
        source.open(study.a.lastCheckpoint(), study.corpus, first, last, firstToken)) {
      long skip = (firstToken - stream.nextToken()) * (last - first + 1) * 128;
      while (true) {
        try (ActivationMatrix matrix = stream.next()) {
          if (matrix == null) {
            break;
          }
          float[] part = matrix.toArray();
          int from = (int) Math.min(skip, part.length);
          skip -= from;
          parts.add(Arrays.copyOfRange(part, from, part.length));
          length += part.length - from;
        }
      }
    }
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static void assertSame(
      Map<ActivationShardKey, List<float[]>> shards,
      Map<ActivationShardKey, List<float[]>> expected) {
    assertThat(shards.keySet()).isEqualTo(expected.keySet());
    shards.forEach(
        (key, rows) -> {
          for (int r = 0; r < rows.size(); r++) {
            assertThat(rows.get(r)).isEqualTo(expected.get(key).get(r));
          }
        });
  }
}
