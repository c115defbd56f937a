package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.corpus.TokenRole;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.activation.ModelRerun;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.ReferenceModels;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.settings.Setting;

/** From weights and tokens to best matches, against an independent float64 implementation. */
class BestMatchReferenceTest {
  private static final int TOKENS = 378;

  /** The reference models run for real. */
  private static final class ReferenceStudy extends SyntheticStudy {
    ReferenceStudy() {
      super(TOKENS);
    }

    @Override
    ActivationSource activations() {
      return new ModelRerun(this, this, settings);
    }

    @Override
    public Network open(CheckpointEntry checkpoint) {
      return CheckpointNetworks.open(runtime(), ReferenceModels.weights(checkpoint.model()));
    }

    @Override
    CorpusEntry corpus() {
      return new CorpusEntry(
          "reference",
          "text",
          "bytes",
          64,
          6,
          384,
          TOKENS,
          Set.of(TokenRole.BOS),
          257,
          "reference");
    }

    @Override
    public CorpusTokens openTokens(CorpusEntry corpus) {
      return new CorpusTokens() {
        @Override
        public long sequences() {
          return 6;
        }

        @Override
        public TokenBatch read(long first, int count) {
          return ReferenceModels.tokens((int) first, (int) first + count);
        }

        @Override
        public void close() {}
      };
    }
  }

  private static CheckpointEntry checkpoint(String name) {
    return new CheckpointEntry(
        name, 0, "resources", "hash-" + name, ReferenceModels.weights(name).config());
  }

  @Test
  void findsThePublishedPartnersWhateverBatchesAndBlocks() {
    List<String[]> expected =
        ReferenceModels.lines("best-match.csv").stream().map(line -> line.split(",")).toList();
    assertThat(expected).hasSize(2 * 384);
    for (String[] sizes : new String[][] {{"0", "4096"}, {"64", "100"}, {"128", "37"}}) {
      try (ReferenceStudy study = new ReferenceStudy()) {
        study.settings =
            study
                .settings
                .with(Setting.BATCH_TOKENS, sizes[0])
                .with(Setting.BLOCK_TOKENS, sizes[1]);
        for (List<String> models :
            List.of(List.of("gpt2-a", "gpt2-b"), List.of("gpt2-b", "gpt2-a"))) {
          check(study, models, expected);
        }
      }
    }
  }

  private static void check(ReferenceStudy study, List<String> models, List<String[]> expected) {
    IslandAnalysis.Correlate analysis =
        new IslandAnalysis.Correlate(
            List.of(new Group(models.stream().map(m -> checkpoint(m)).toList())), study.corpus());
    List<List<Object>> best =
        study.rows(new CorrelateExec(analysis, Bounds.NONE.withBestMatchOnly()));
    List<List<Object>> all = study.rows(new CorrelateExec(analysis, Bounds.NONE));
    int compared = 0;
    for (String[] line : expected) {
      if (!line[0].equals(models.get(0))) {
        continue;
      }
      int neuron = Integer.parseInt(line[1]) * 128 + Integer.parseInt(line[2]);
      List<Object> row = best.get(neuron);
      assertThat((Double) row.get(8)).isCloseTo(Double.parseDouble(line[6]), within(1e-5));
      assertThat(row.get(9)).isEqualTo(Long.parseLong(line[7]));
      double[] sorted =
          all.subList(neuron * 384, (neuron + 1) * 384).stream()
              .mapToDouble(r -> (Double) r.get(8))
              .sorted()
              .toArray();
      if (sorted[383] - sorted[382] > 1e-4) {
        compared++;
        assertThat(row.subList(6, 8))
            .as(Arrays.toString(line))
            .containsExactly(Integer.parseInt(line[4]), Integer.parseInt(line[5]));
      }
    }
    assertThat(compared).isGreaterThan(350);
  }
}
