package org.rhodb.engine.execute.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.reuse.CorpusPrefixes;
import org.rhodb.engine.execute.reuse.Reuse;
import org.rhodb.engine.execute.reuse.WeightFiles;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.RowBatch;
import org.rhodb.engine.row.RowSource;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.store.Store;
import org.rhodb.engine.store.StoreOptions;
import org.rhodb.grammar.tree.Baseline;

/**
 * Whatever was asked before, in whatever order, read whole or not: what the store runs over an
 * operator's rows gives the same as with reuse off.
 */
class KeptAnswerPropertyTest {
  private static final int TOKENS = 640;
  private static final int LAYERS = 2;
  private static final int D_MLP = 8;
  private static final int QUESTIONS = 60;

  @TempDir Path folder;

  /** A relation with what a query wants of it. */
  private record Question(Operator operator, Bounds bounds, boolean isUniversal) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void givesWhatComputingGives(long seed) {
    RandomGenerator random = new java.util.SplittableRandom(seed);
    int served = 0;
    try (SyntheticStudy study = new SyntheticStudy(TOKENS);
        Store store =
            Store.open(folder.resolve("study.rhodb"), StoreOptions.writable(1 << 28, 2))) {
      Reuse reuse =
          new Reuse(store.answers(), store.sketches(), new Untouched(), new CorpusPrefixes(), true);
      List<List<CheckpointEntry>> steps = List.of(step(study, 100), step(study, 200));
      for (int q = 0; q < QUESTIONS; q++) {
        Question question = question(random, study, steps);
        study.reuse = Reuse.none();
        List<Map<String, Object>> expected = rows(study, question, Integer.MAX_VALUE);
        study.reuse = reuse;
        study.settings =
            study.settings.with(Setting.STRATEGY, random.nextInt(4) == 0 ? "dense" : "auto");
        if (random.nextInt(6) == 0) {
          rows(study, question, random.nextInt(3)); // a reader that stops leaves no answer
        }
        int streams = study.streams.size();
        compare(question, rows(study, question, Integer.MAX_VALUE), expected);
        served += study.streams.size() == streams && !expected.isEmpty() ? 1 : 0;
        assertThat(study.openArrays()).isZero();
      }
    }
    assertThat(served).as("questions answered without a single pass").isGreaterThan(QUESTIONS / 15);
  }

  private static List<CheckpointEntry> step(SyntheticStudy study, long step) {
    List<CheckpointEntry> models = new ArrayList<>();
    for (int m = 0; m < 3; m++) {
      float[][] values =
          SyntheticStudy.activations(TOKENS, LAYERS * D_MLP, step, 10L * (m + 1) + step);
      for (float[] row : values) {
        row[5] = 0.25f; // never varies
        row[9] = row[6]; // a duplicate
      }
      models.add(study.add("m" + m, step, LAYERS, D_MLP, values));
    }
    return models;
  }

  private static Question question(
      RandomGenerator random, SyntheticStudy study, List<List<CheckpointEntry>> steps) {
    boolean isUniversal = random.nextInt(3) == 0;
    List<Group> groups = new ArrayList<>();
    int without = random.nextInt(5);
    for (List<CheckpointEntry> step : random.nextBoolean() ? steps : steps.subList(1, 2)) {
      List<CheckpointEntry> models = new ArrayList<>(step);
      if (without < models.size()) {
        models.remove(without);
      }
      if (!isUniversal && random.nextInt(3) == 0) {
        Collections.reverse(models); // what was kept of a, b serves b, a
      }
      groups.add(new Group(models));
    }
    Bounds bounds = bounds(random, isUniversal);
    if (!isUniversal) {
      return new Question(
          new CorrelateExec(new IslandAnalysis.Correlate(groups, study.corpus()), bounds),
          bounds,
          false);
    }
    List<Baseline> baselines =
        switch (random.nextInt(3)) {
          case 0 ->
              List.of(
                  new Baseline(
                      random.nextBoolean() ? Baseline.Kind.ORTHOGONAL : Baseline.Kind.PERMUTATION,
                      1 + random.nextInt(2),
                      random.nextInt(2)));
          default -> List.of();
        };
    List<String> references = random.nextInt(3) == 0 ? List.of("m2") : List.of();
    return new Question(
        new UniversalExec(
            new IslandAnalysis.Universal(
                groups,
                groups.get(0).checkpoints().stream().anyMatch(c -> c.model().equals("m2"))
                    ? references
                    : List.of(),
                study.corpus(),
                baselines),
            bounds),
        bounds,
        true);
  }

  private static Bounds bounds(RandomGenerator random, boolean isUniversal) {
    Map<String, ColumnBounds> columns = new TreeMap<>();
    double rho = random.nextInt(4) == 0 ? -0.35 : 0.05 + 0.1 * random.nextInt(8);
    if (random.nextInt(4) > 0) {
      columns.put(
          "rho", ColumnBounds.between(rho, random.nextInt(5) == 0 ? rho + 0.4 : Double.MAX_VALUE));
    }
    List<String> numbers =
        isUniversal ? List.of("layer", "neuron") : List.of("layer", "neuron", "other_layer");
    for (String column : numbers) {
      if (random.nextInt(4) == 0) {
        int value = random.nextInt(LAYERS);
        columns.put(
            column,
            random.nextBoolean()
                ? ColumnBounds.between(value, value + random.nextInt(3))
                : ColumnBounds.oneOf(java.util.Set.of((long) value, 6L)));
      }
    }
    if (isUniversal) {
      if (random.nextInt(4) == 0) {
        columns.put("min_rho", ColumnBounds.between(rho - 0.1, 2));
      }
      return new Bounds(
          columns,
          0,
          Bounds.ALL_ROWS,
          Bounds.ALL_ROWS,
          false,
          random.nextBoolean() ? new TreeSet<>(List.of("mutual")) : new TreeSet<>());
    }
    return new Bounds(
        columns,
        random.nextInt(5) == 0 ? 0.1 * random.nextInt(8) : 0,
        random.nextInt(3) == 0 ? 1 + random.nextInt(30) : Bounds.ALL_ROWS,
        Bounds.ALL_ROWS,
        random.nextInt(4) == 0,
        new TreeSet<>());
  }

  /** Reads at most so many batches of 100 rows, and applies the query's conditions once more. */
  private static List<Map<String, Object>> rows(
      SyntheticStudy study, Question question, int batches) {
    List<Map<String, Object>> rows = new ArrayList<>();
    Operator operator = question.operator();
    RowBatch batch = new RowBatch(operator.columns(), 100);
    try (RowSource source = operator.open(study.context())) {
      for (int b = 0; b < batches && source.next(batch); b++) {
        for (int r = 0; r < batch.size(); r++) {
          Map<String, Object> row = new LinkedHashMap<>();
          for (int c = 0; c < operator.columns().size(); c++) {
            Column column = operator.columns().get(c);
            row.put(column.name(), batch.get(c, r));
          }
          if (row.entrySet().stream()
              .allMatch(e -> question.bounds().admits(e.getKey(), e.getValue()))) {
            rows.add(row);
          }
        }
      }
    }
    return question.bounds().isBestMatchOnly() ? best(rows) : rows;
  }

  /** What {@code max(rho)} with GROUP BY makes of rows. */
  private static List<Map<String, Object>> best(List<Map<String, Object>> rows) {
    Map<List<Object>, Map<String, Object>> best = new LinkedHashMap<>();
    for (Map<String, Object> row : rows) {
      row.remove("other_layer");
      row.remove("other_neuron");
      Map<String, Object> key = new LinkedHashMap<>(row);
      key.remove("rho");
      best.merge(List.copyOf(key.values()), row, (a, b) -> rank(b) < rank(a) ? b : a);
    }
    return List.copyOf(best.values());
  }

  private static double rank(Map<String, Object> row) {
    return row.get("rho") == null ? 9 : -(Double) row.get("rho");
  }

  private static void compare(
      Question question, List<Map<String, Object>> found, List<Map<String, Object>> expected) {
    List<Map<String, Object>> a = ordered(found);
    List<Map<String, Object>> b = ordered(expected);
    long top = question.bounds().topK();
    if (top != Bounds.ALL_ROWS) {
      // Which of the rows that tie with the last is one to the store, their rho is not.
      a = a.subList(0, (int) Math.min(top, a.size()));
      b = b.subList(0, (int) Math.min(top, b.size()));
      List<Double> left = a.stream().map(KeptAnswerPropertyTest::rank).toList();
      List<Double> right = b.stream().map(KeptAnswerPropertyTest::rank).toList();
      assertThat(left).as(question.toString()).hasSameSizeAs(right);
      for (int i = 0; i < left.size(); i++) {
        assertThat(left.get(i)).as(question.toString()).isCloseTo(right.get(i), within(1e-5));
      }
      return;
    }
    Map<String, Map<String, Object>> byKey = byKey(a, question);
    assertThat(byKey.keySet()).as(question.toString()).isEqualTo(byKey(b, question).keySet());
    byKey(b, question)
        .forEach(
            (key, row) ->
                row.forEach(
                    (column, value) -> {
                      Object other = byKey.get(key).get(column);
                      if (!question.bounds().isUsed(column)) {
                        return;
                      }
                      if (value instanceof Double number) {
                        assertThat((Double) other)
                            .as("%s of %s in %s", column, key, question)
                            .isCloseTo(number, within(1e-5));
                      } else {
                        assertThat(other)
                            .as("%s of %s in %s", column, key, question)
                            .isEqualTo(value);
                      }
                    }));
  }

  private static List<Map<String, Object>> ordered(List<Map<String, Object>> rows) {
    return rows.stream().sorted(Comparator.comparing(KeptAnswerPropertyTest::rank)).toList();
  }

  private static Map<String, Map<String, Object>> byKey(
      List<Map<String, Object>> rows, Question question) {
    Map<String, Map<String, Object>> byKey = new TreeMap<>();
    for (Map<String, Object> row : rows) {
      StringBuilder key = new StringBuilder();
      row.forEach((column, value) -> key.append(isKey(column) ? value + " " : ""));
      byKey.put(key.toString(), row);
    }
    assertThat(byKey).as(question.toString()).hasSameSizeAs(rows);
    return byKey;
  }

  private static boolean isKey(String column) {
    return List.of("model", "checkpoint", "layer", "neuron").contains(column)
        || column.startsWith("other_");
  }

  /** Weights that never change. */
  static final class Untouched implements WeightFiles {
    @Override
    public String fingerprint(CheckpointEntry checkpoint) {
      return "as it was";
    }

    @Override
    public void verify(CheckpointEntry checkpoint) {
      assertThat(checkpoint.weightsHash()).isNotEmpty(); // read again, and found the same
    }
  }
}
