package org.rhodb.engine.execute.correlate.screen;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.network.tensor.screen.PairChoice;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;

class ScreenCheckTest {
  private static final ModelConfig CONFIG =
      new ModelConfig("gpt2", 100, 8, 8, 2, 2, 24, "gelu_new", 1e-5, true, true, true, true);
  private static final int NEURONS = CONFIG.nLayers() * CONFIG.dMlp();
  private static final CorpusEntry CORPUS =
      new CorpusEntry("c", "f", "gpt2", 8, 10, 80, 80, Set.of(), 100, "h");

  @Test
  void noticesAnAnswerThatIsNotTheDenseOne() {
    GroupWork work =
        new GroupWork(
            List.of(
                new CheckpointEntry("a", 100, "", "hash a", CONFIG),
                new CheckpointEntry("b", 100, "", "hash b", CONFIG)),
            List.of(
                new NeuronPair(0, NeuronAxis.all(CONFIG), 1, NeuronAxis.all(CONFIG), true, false)),
            CORPUS);
    RhoFilter filter = new RhoFilter(Bounds.of("rho", ColumnBounds.between(0.5, 2)));
    Hits dense =
        new Hits() {
          private boolean isGiven;

          @Override
          public boolean next(HitBatch batch) {
            batch.clear();
            batch.add(0, 3, 4, 0.7);
            boolean isFirst = !isGiven;
            isGiven = true;
            return isFirst;
          }

          @Override
          public void close() {}
        };
    PairChoice none = PairChoice.of(NEURONS, NEURONS, new long[0]);
    List<ScreenRun.Found> found = List.of(new ScreenRun.Found(none, new double[0]));
    assertThatThrownBy(() -> ScreenCheck.compare(work, found, dense, filter))
        .hasMessageContaining("differs from the dense one");
  }
}
