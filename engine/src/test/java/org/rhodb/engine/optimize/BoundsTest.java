package org.rhodb.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.QueryPlanner;
import org.rhodb.engine.plan.SampleQuery;

/** What reaches the relations, query by query. */
class BoundsTest {
  private static final QueryPlanner PLANNER = new QueryPlanner(new SampleQuery.SampleSchema());

  private static OptimizedQuery optimize(String query) {
    SampleQuery sample = SampleQuery.of(query);
    return new Optimizer().optimize(PLANNER.plan(sample.sql(), sample.islands(), sample.values()));
  }

  /** All islands' bounds but for unused columns, in the order of the text. */
  private static String describe(OptimizedQuery optimized) {
    return optimized.bounds().keySet().stream()
        .sorted()
        .map(id -> optimized.bounds(id).withUnusedColumns(Set.of()).describe())
        .collect(Collectors.joining(" / "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          @correlate WHERE rho > 0.8 | rho >= 0.7999999523162842
          SELECT layer, count(*) FROM @correlate WHERE rho > 0.5 AND layer = 3 GROUP BY layer | layer in (3); rho >= 0.4999999701976776
          SELECT * FROM (@correlate) c WHERE abs(rho) > 0.8 | `|rho| >= 0.7999999523162842`
          SELECT layer, neuron, max(rho) FROM @correlate GROUP BY layer, neuron | best match only
          SELECT * FROM @correlate ORDER BY rho DESC LIMIT 10 | top 10
          SELECT layer, rho FROM @correlate WHERE layer IN (1,2,3) AND rho > .5 ORDER BY rho DESC LIMIT 10 OFFSET 5 | layer in (1, 2, 3); rho >= 0.4999999701976776; top 15
          WITH c AS (@correlate) SELECT * FROM c WHERE rho > 0.8 UNION ALL SELECT * FROM c WHERE rho > 0.7 AND layer = 2 | rho >= 0.6999999284744263
          SELECT * FROM @correlate LIMIT 3 | any 3
          SELECT * FROM @correlate WHERE rho >= 0.8 AND rho <= 0.9 | rho between 0.7999999523162842 and 0.9000000357627869
          SELECT * FROM @correlate WHERE rho BETWEEN 0.5 AND 0.9 | rho between 0.4999999701976776 and 0.9000000357627869
          SELECT * FROM @correlate WHERE rho NOT BETWEEN 0.5 AND 0.9 | nothing
          SELECT * FROM @correlate WHERE 0.5 < rho | rho >= 0.4999999701976776
          SELECT * FROM @correlate WHERE rho > 1/2 | rho >= 0.4999999701976776
          SELECT * FROM @correlate WHERE rho > 0.25 + 0.25 | rho >= 0.4999999701976776
          SELECT * FROM @correlate WHERE rho > CAST(0.85 AS DECIMAL(2,1)) | nothing
          SELECT * FROM @correlate WHERE rho > CAST(0.8 AS INTEGER) | nothing
          SELECT * FROM @correlate WHERE rho > 0.8e0 | rho >= 0.7999999523162842
          SELECT * FROM @correlate WHERE -rho < -0.5 | nothing
          SELECT * FROM @correlate WHERE NOT (rho <= 0.5) | rho >= 0.4999999701976776
          SELECT * FROM @correlate WHERE rho = 1 | rho between 0.9999999403953552 and 1.0000001192092896
          SELECT * FROM @correlate WHERE rho IS NOT NULL | nothing
          SELECT * FROM @correlate WHERE layer IN (1,2) AND neuron NOT IN (5,6) | layer in (1, 2)
          SELECT * FROM @correlate WHERE layer = 1 OR layer = 4 | layer in (1, 4)
          SELECT * FROM @correlate WHERE layer = 1 OR neuron = 4 | nothing
          SELECT * FROM @correlate WHERE (layer = 1 AND rho > .5) OR (layer = 2 AND rho > .7) | layer in (1, 2); rho >= 0.4999999701976776
          SELECT * FROM @correlate WHERE rho > .5 OR rho < -.5 | `|rho| >= 0.4999999701976776`
          SELECT * FROM @correlate WHERE layer > 2 AND layer < 5 | layer between 3 and 4
          SELECT * FROM @correlate WHERE layer > 2.5 | nothing
          SELECT * FROM @correlate WHERE layer = 2.5 | nothing
          SELECT * FROM @correlate WHERE layer <> 3 | nothing
          SELECT * FROM @correlate WHERE layer = '3' | nothing
          SELECT * FROM @correlate WHERE layer = 1 AND layer = 2 | layer contradictory
          SELECT * FROM @correlate WHERE model = 'alias' | model in ('alias')
          SELECT * FROM @correlate WHERE model IN ('alias', 'battlestar') | model in ('alias', 'battlestar')
          SELECT * FROM @correlate WHERE model LIKE 'a%' | nothing
          SELECT * FROM @correlate WHERE model = 'größe' | model in ('größe')
          SELECT * FROM @correlate WHERE model < 'b' | nothing
          SELECT * FROM @correlate WHERE checkpoint = 400000 AND other_layer <= 3 | checkpoint in (400000); other_layer <= 3
          SELECT * FROM @correlate WHERE rho > 0.8 AND random() < 0.5 | rho >= 0.7999999523162842
          SELECT * FROM @correlate WHERE rho > random() | nothing
          SELECT * FROM (SELECT *, random() AS r FROM @correlate) WHERE rho > 0.8 AND r < 0.5 | rho >= 0.7999999523162842
          SELECT * FROM (SELECT rho AS x, layer AS l FROM @correlate) WHERE x > 0.8 AND l = 2 | layer in (2); rho >= 0.7999999523162842
          SELECT * FROM (SELECT rho * 2 AS x FROM @correlate) WHERE x > 0.8 | nothing
          SELECT * FROM (SELECT rho, rank() OVER (ORDER BY rho DESC) AS r FROM @correlate) WHERE rho > 0.8 | nothing
          SELECT rho, rank() OVER (ORDER BY rho DESC) AS r FROM @correlate WHERE rho > 0.8 | rho >= 0.7999999523162842
          SELECT rho, rank() OVER (ORDER BY rho DESC) AS r FROM @correlate ORDER BY rho DESC LIMIT 5 | nothing
          SELECT * FROM @correlate QUALIFY row_number() OVER (PARTITION BY layer ORDER BY rho DESC) = 1 | nothing
          SELECT * FROM (SELECT * FROM @correlate LIMIT 5) WHERE rho > 0.8 | any 5
          FROM @correlate SELECT layer, rho WHERE rho > 0.8 ORDER BY rho DESC LIMIT 5 | rho >= 0.7999999523162842; top 5
          FROM @correlate WHERE layer = 3 | layer in (3)
          WITH c AS (FROM @correlate WHERE layer = 2) FROM c SELECT max(rho) | layer in (2); best match only
          FROM @correlate WHERE rho > .8 UNION ALL FROM @correlate SELECT * WHERE layer = 1 | rho >= 0.7999999523162842 / layer in (1)
          SELECT extract(year FROM DATE '2026-01-01'), rho FROM (FROM @correlate) WHERE rho > .8 | rho >= 0.7999999523162842
          SELECT * FROM t WHERE layer IN (FROM @correlate SELECT layer WHERE rho > .8) | rho >= 0.7999999523162842
          SELECT layer, max(rho) AS m FROM @correlate WHERE neuron = 1 GROUP BY ALL | neuron in (1); best match only
          SELECT max(rho), layer + 1 FROM @correlate WHERE rho > .8 GROUP BY ALL ORDER BY ALL | rho >= 0.7999999523162842
          SELECT max(rho) FROM @correlate GROUP BY ALL | best match only
          SELECT * FROM @correlate WHERE rho > .8 ORDER BY ALL DESC LIMIT 5 | rho >= 0.7999999523162842
          SELECT rho FROM @correlate ORDER BY ALL DESC LIMIT 5 | nothing
          SELECT * FROM (SELECT * FROM @correlate ORDER BY rho DESC LIMIT 5) WHERE layer = 3 | top 5
          SELECT * FROM (SELECT DISTINCT layer, rho FROM @correlate) WHERE layer = 3 | layer in (3)
          SELECT c.* FROM @correlate c JOIN t ON c.layer = t.layer AND c.neuron = t.neuron WHERE c.rho > .8 AND t.name = 'x' | rho >= 0.7999999523162842
          SELECT c.* FROM t LEFT JOIN @correlate c ON c.layer = t.layer AND c.rho > .8 | rho >= 0.7999999523162842
          SELECT c.* FROM t LEFT JOIN @correlate c ON c.layer = t.layer WHERE c.rho > .8 | rho >= 0.7999999523162842
          SELECT c.* FROM @correlate c LEFT JOIN t ON c.layer = t.layer AND c.rho > .8 | nothing
          SELECT c.* FROM @correlate c FULL JOIN t ON c.layer = t.layer AND c.rho > .8 | nothing
          SELECT c.* FROM @correlate c FULL JOIN t ON c.layer = t.layer WHERE c.rho > .8 | rho >= 0.7999999523162842
          SELECT * FROM t WHERE EXISTS (SELECT 1 FROM @correlate c WHERE c.layer = t.layer AND c.rho > .8) | nothing
          SELECT * FROM t WHERE layer IN (SELECT layer FROM @correlate c WHERE c.rho > .8) | rho >= 0.7999999523162842
          SELECT * FROM t WHERE layer NOT IN (SELECT layer FROM @correlate c WHERE c.rho > .8) | rho >= 0.7999999523162842
          SELECT (SELECT max(rho) FROM @correlate WHERE layer = 1) AS m FROM t | layer in (1); best match only
          SELECT * FROM @correlate c WHERE rho > .8 AND EXISTS (SELECT 1 FROM t WHERE t.layer = c.layer) | rho >= 0.7999999523162842
          SELECT * FROM @correlate a JOIN @correlate b ON a.layer = b.layer WHERE a.rho > .8 AND b.rho > .5 | rho >= 0.7999999523162842 / rho >= 0.4999999701976776
          WITH c AS (SELECT * FROM @correlate WHERE rho > .5) SELECT * FROM c a JOIN c b USING (layer) WHERE a.rho > .8 | rho >= 0.4999999701976776
          WITH c AS (@correlate) SELECT layer, max(rho) FROM c WHERE rho > .8 GROUP BY layer | rho >= 0.7999999523162842; best match only
          @correlate WHERE rho > .5 UNION ALL @correlate WHERE rho > .6 | rho >= 0.4999999701976776 / rho >= 0.5999999642372131
          SELECT * FROM (@correlate UNION ALL @correlate) WHERE rho > .6 | rho >= 0.5999999642372131 / rho >= 0.5999999642372131
          SELECT * FROM (@correlate EXCEPT @correlate) WHERE rho > .6 | rho >= 0.5999999642372131 / rho >= 0.5999999642372131
          SELECT layer, max(rho) AS m FROM @correlate GROUP BY layer HAVING max(rho) > .8 | rho >= 0.7999999523162842; best match only
          SELECT layer, max(rho) AS m FROM @correlate GROUP BY layer HAVING m > .8 | rho >= 0.7999999523162842; best match only
          SELECT layer, max(rho) AS m, count(*) FROM @correlate GROUP BY layer HAVING max(rho) > .8 | nothing
          SELECT layer, max(rho) AS m FROM @correlate GROUP BY layer HAVING layer = 3 AND max(rho) > .8 | layer in (3); rho >= 0.7999999523162842; best match only
          SELECT layer, max(rho) FILTER (WHERE neuron > 3) AS m FROM @correlate GROUP BY layer | nothing
          SELECT layer, max(rho), min(rho) FROM @correlate GROUP BY layer | nothing
          SELECT other_layer, max(rho) FROM @correlate GROUP BY other_layer | nothing
          SELECT layer, max(rho) FROM @correlate WHERE other_layer = 3 GROUP BY layer | other_layer in (3)
          SELECT layer, max(rho) FROM @correlate WHERE layer = 3 GROUP BY layer | layer in (3); best match only
          SELECT layer, max(abs(rho)) FROM @correlate GROUP BY layer | nothing
          SELECT DISTINCT layer, neuron FROM @correlate WHERE rho > .8 | rho >= 0.7999999523162842; best match only
          SELECT layer, count(DISTINCT neuron) FROM @correlate WHERE rho > .8 GROUP BY layer | rho >= 0.7999999523162842; best match only
          SELECT layer, count(DISTINCT neuron), avg(rho) FROM @correlate WHERE rho > .8 GROUP BY layer | rho >= 0.7999999523162842
          SELECT max(rho) FROM @correlate | best match only
          SELECT layer, max(rho) FROM @correlate GROUP BY ROLLUP(layer) | nothing
          SELECT layer % 2, max(rho) FROM @correlate GROUP BY layer % 2 | nothing
          SELECT layer, max(rho) FROM @correlate WHERE rho < .9 GROUP BY layer | rho <= 0.9000000357627869
          SELECT layer, max(rho) FROM @correlate WHERE abs(rho) > .9 GROUP BY layer | `|rho| >= 0.8999999165534973`
          SELECT * FROM @correlate ORDER BY rho LIMIT 5 | nothing
          SELECT * FROM @correlate ORDER BY rho DESC NULLS FIRST LIMIT 5 | nothing
          SELECT * FROM @correlate ORDER BY rho DESC, layer LIMIT 5 | nothing
          SELECT * FROM @correlate ORDER BY layer LIMIT 5 | nothing
          SELECT * FROM @correlate ORDER BY abs(rho) DESC LIMIT 5 | nothing
          SELECT * FROM @correlate WHERE rho < .9 ORDER BY rho DESC LIMIT 5 | rho <= 0.9000000357627869
          SELECT * FROM @correlate WHERE layer = 3 ORDER BY rho DESC LIMIT 5 | layer in (3); top 5
          SELECT * FROM @correlate WHERE layer > random() ORDER BY rho DESC LIMIT 5 | nothing
          SELECT -rho AS rho FROM @correlate ORDER BY rho DESC LIMIT 5 | nothing
          SELECT layer, rho AS r FROM @correlate ORDER BY 2 DESC LIMIT 5 | top 5
          SELECT * FROM @correlate ORDER BY rho DESC | nothing
          SELECT * FROM @correlate ORDER BY rho DESC LIMIT ? | nothing
          SELECT * FROM @correlate WHERE rho > ? | nothing
          SELECT * FROM @correlate WHERE rho > $1 AND layer = 2 | layer in (2)
          SELECT DISTINCT rho FROM @correlate ORDER BY rho DESC LIMIT 5 | nothing
          SELECT * FROM @correlate c JOIN t USING (layer) ORDER BY rho DESC LIMIT 5 | nothing
          SELECT * FROM @universal ORDER BY rho DESC LIMIT 5 | top 5
          SELECT * FROM @universal WHERE excess > .5 AND mutual | excess >= 0.4999999701976776; mutual in (true)
          SELECT * FROM @universal WHERE min_rho >= .5 AND max_rho < 0.9 AND NOT mutual | max_rho <= 0.9000000357627869; min_rho >= 0.4999999701976776; mutual in (false)
          SELECT * FROM @universal WHERE mutual = true | mutual in (true)
          SELECT * FROM @universal WHERE mutual IS TRUE | mutual in (true)
          SELECT token, position, activation FROM @activations WHERE layer = 3 AND neuron = 1169 ORDER BY activation DESC LIMIT 20 | layer in (3); neuron in (1169); top 20
          SELECT * FROM @persist WHERE layer = 2 | layer in (2)
          SELECT * FROM @ablate WHERE selection = 'chosen' ORDER BY delta_loss DESC LIMIT 3 | selection in ('chosen')
          CREATE TABLE u AS @universal WHERE rho > .5 | rho >= 0.4999999701976776
          CREATE OR REPLACE TEMP TABLE u AS SELECT * FROM @universal WHERE rho > .5 | rho >= 0.4999999701976776
          INSERT INTO t SELECT layer, neuron, model FROM @universal WHERE rho > .5 | rho >= 0.4999999701976776
          INSERT INTO t (layer, neuron) SELECT layer, neuron FROM @universal WHERE rho > .5 ON CONFLICT DO NOTHING | rho >= 0.4999999701976776
          COPY (@universal WHERE rho > .5) TO 'u.parquet' (FORMAT parquet) | rho >= 0.4999999701976776
          SELECT * EXCLUDE (rho) FROM @universal WHERE rho > .5 | rho >= 0.4999999701976776
          SELECT * REPLACE (rho + 1 AS rho) FROM @universal WHERE rho > .5 | rho >= 0.4999999701976776
          SELECT median(rho), round(avg(rho), 3) FROM @universal WHERE rho > .5 /* a // comment */ -- another // one | rho >= 0.4999999701976776
          SELECT count(*) FILTER (WHERE rho > .7) FROM @universal WHERE rho > .5 | rho >= 0.4999999701976776
          SELECT sum((rho > .7)::INT) FROM @universal WHERE rho > .5 | rho >= 0.4999999701976776
          SELECT layer, round(100.0 * count(*) / sum(count(*)) OVER (), 1) AS pct FROM @universal WHERE rho > .5 GROUP BY layer ORDER BY layer | rho >= 0.4999999701976776
          SELECT CASE WHEN rho > .5 THEN 'u' ELSE 'n' END AS k, count(*) FROM @universal GROUP BY k | nothing
          SELECT sum((rho > .7)::INT) FROM @universal WHERE rho > .5 | rho >= 0.4999999701976776
          SELECT * FROM @correlate WHERE rho > 0.8::FLOAT | rho >= 0.7999999523162842
          SELECT * FROM @universal WHERE rho > .5::DOUBLE | rho >= 0.4999999701976776
          SELECT * FROM @universal WHERE layer = 2::BOOLEAN | nothing
          SELECT * FROM @universal WHERE (layer) = (2)::BOOLEAN | nothing
          SELECT layer::TEXT, neuron::HUGEINT, model::STRING FROM @universal WHERE rho > .5 AND layer::UBIGINT = 2 | rho >= 0.4999999701976776
          SELECT u.rho::FLOAT4, -u.layer::INT8, (u.layer + 1)::UINT8::JSON FROM @universal u WHERE rho > .5 AND u.layer::TEXT = '2' | rho >= 0.4999999701976776
          SELECT CAST(layer AS TEXT), CAST(CAST(neuron AS UINTEGER) AS BLOB), layer::DOUBLE PRECISION, layer::DECIMAL(4, 1) FROM @universal WHERE CAST(layer AS INT2) = 2 | nothing
          SELECT sum(layer::HUGEINT)::UHUGEINT, max(model::TEXT) text FROM @universal WHERE rho > .5 | rho >= 0.4999999701976776
          SELECT layer FROM @universal WHERE rho < 0.8::DECIMAL(2,0) | nothing
          SELECT layer FROM @universal WHERE layer = 1.5::INT | nothing
          SELECT layer FROM @universal WHERE layer = '1.5'::INT | nothing
          SELECT layer FROM @universal WHERE rho < '0.8'::DOUBLE | nothing
          SELECT layer FROM @universal WHERE rho < 0.84::DECIMAL(2,1) | nothing
          SELECT layer FROM @universal WHERE layer > 2.5::TINYINT | nothing
          SELECT layer FROM @universal WHERE rho < 0.5::HUGEINT | nothing
          SELECT layer FROM @universal WHERE layer < 1e0::UBIGINT | nothing
          SELECT layer FROM @universal WHERE layer = true::INT | nothing
          SELECT layer FROM @universal WHERE rho < 0.84::DECIMAL | nothing
          SELECT layer FROM @universal WHERE layer < '3'::TEXT::INT | nothing
          SELECT layer FROM @universal WHERE rho < 0.8::FLOAT4 | rho <= 0.8000000715255737
          SELECT layer FROM @universal WHERE layer IN (1::UINT8, 2.5::UINT8) | nothing
          SELECT layer FROM @universal WHERE rho BETWEEN 0.1::DECIMAL(2,0) AND .9::DECIMAL(2,0) | nothing
          SELECT layer FROM @universal WHERE rho < CAST(0.84 AS DECIMAL(2,1)) | nothing
          SELECT layer FROM @universal WHERE layer = CAST(1.5 AS INTEGER) | nothing
          SELECT layer FROM @universal WHERE layer > 5 % 3::INT | nothing
          SELECT layer FROM @universal WHERE rho < 1 - 0.55::DECIMAL(2,1) | nothing
          SELECT layer FROM @universal WHERE layer < 7::DOUBLE / 2 | nothing
          SELECT count(*)::INT, round(avg(rho), 2)::FLOAT FROM @universal WHERE (rho)::DOUBLE > 0.5 | rho >= 0.4999999701976776
          SELECT layer, count(*) FROM @universal WHERE rho > .5 GROUP BY layer ORDER BY layer | rho >= 0.4999999701976776
          SELECT u.layer, t.name FROM @universal u JOIN t ON u.layer = t.layer WHERE u.rho > .5 | rho >= 0.4999999701976776
          SELECT neuron FROM @correlate c WHERE EXISTS (SELECT 1 FROM t WHERE t.layer = c.layer) | nothing
          SELECT a.rho FROM @correlate a UNION ALL SELECT b.rho FROM @correlate b | nothing / nothing
          WITH c AS (@correlate) SELECT a.rho FROM c a JOIN c b ON a.layer = b.neuron | nothing
          SELECT layer, (SELECT avg(rho) FROM @correlate) FROM @universal | nothing / nothing
          """)
  void reachRelations(String query, String expected) {
    OptimizedQuery optimized = optimize(query);
    assertThat(optimized.reason()).isEmpty();
    assertThat(describe(optimized)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT * FROM @correlate c ANTI JOIN t ON c.layer = t.layer AND c.rho > .8 | ANTI is the store's own syntax
          SELECT * FROM t SEMI JOIN @correlate c ON c.layer = t.layer AND c.rho > .8 | SEMI is the store's own syntax
          SELECT * FROM @correlate c POSITIONAL JOIN t | POSITIONAL is the store's own syntax
          CREATE VIEW v AS @universal WHERE rho > .5 | CREATE VIEW .. is not planned
          SELECT [x + 1 FOR x IN [1,2]] FROM @universal WHERE rho > .5 | the planner does not read "[ x"
          PIVOT @universal ON layer USING count(*) | PIVOT .. is not planned
          SELECT * FROM @universal USING SAMPLE 10 | Incorrect syntax near the keyword 'USING'
          SELECT list_transform([1], x -> x + 1) FROM @universal WHERE rho > .5 | the planner does not read "["
          SELECT {'a': layer}.a FROM @universal WHERE rho > .5 | the planner does not read "{ \\'a\\'"
          SELECT *, count(*) FROM @universal WHERE rho > .5 GROUP BY ALL | GROUP BY ALL beside *, COLUMNS or a window function is not planned
          SELECT layer + max(rho) FROM @universal WHERE rho > .5 GROUP BY ALL | Expression 'layer' is not being grouped
          SELECT COLUMNS('rho') FROM @universal WHERE rho > .5 | the planner does not know COLUMNS(..)
          SELECT layer // 2 FROM @universal WHERE rho > .5 | // is the store's own operator
          SELECT wavg(rho, layer) FROM @universal WHERE rho > .5 | the planner does not know wavg(..)
          SELECT layer FROM (SELECT layer, rho FROM @universal ORDER BY ALL LIMIT 5) WHERE layer = 3 | ORDER BY ALL in an inner query is not planned
          SELECT DISTINCT ON (layer) * FROM @universal WHERE rho > .5 | Incorrect syntax near the keyword 'ON'
          SELECT * FROM @universal UNION BY NAME SELECT * FROM t | Incorrect syntax near the keyword 'BY'
          SELECT * FROM main.t JOIN @universal u ON u.layer = t.layer WHERE u.rho > .5 AND catalog.main.t.neuron = 3 | Table 'catalog.main.t' not found
          SELECT layer::INT[] FROM @universal WHERE rho > .5 | the planner does not read "[ ]"
          SELECT CASE WHEN layer = 2 THEN 1 END::INT FROM @universal WHERE rho > .5 | the planner does not read "CAST"
          SELECT count(*) FILTER (WHERE layer = 2)::INT FROM @universal WHERE rho > .5 | the planner does not read "CAST"
          SELECT sum(rho) OVER (PARTITION BY layer)::FLOAT FROM @universal WHERE rho > .5 | the planner does not read "("
          SELECT DATE '2026-01-01'::TEXT FROM @universal WHERE rho > .5 | Incorrect syntax near the keyword 'DATE'
          SELECT u.*, x FROM @universal u, UNNEST([1,2]) AS s(x) WHERE u.rho > .5 | the planner does not read "["
          SELECT lyr FROM @universal | Column 'lyr' not found in any table
          """)
  void stayOutsideStatementsThePlannerCannotRead(String query, String reason) {
    OptimizedQuery optimized = optimize(query);
    assertThat(optimized.reason()).contains(reason).doesNotContain("\n");
    assertThat(optimized.bounds().values()).containsOnly(Bounds.NONE);
    assertThat(optimized.explain()).startsWith("runs without push-downs: ");
  }

  @Test
  void nameColumnsThatAreNotRead() {
    OptimizedQuery optimized =
        optimize(
            "SELECT u.layer, t.name FROM @universal u JOIN t ON u.neuron = t.neuron WHERE mutual");
    assertThat(optimized.bounds(0).unusedColumns())
        .containsExactly(
            "baseline",
            "checkpoint",
            "excess",
            "max_rho",
            "min_rho",
            "model",
            "others",
            "rho",
            "tokens");
  }

  @Test
  void keepColumnsOfConditionsThatAreWhollyMoved() {
    OptimizedQuery optimized = optimize("SELECT rho FROM @correlate WHERE layer = 3");
    assertThat(optimized.bounds(0).layers().admits(3)).isTrue();
    assertThat(optimized.bounds(0).isUsed("layer")).isTrue();
    assertThat(optimized.bounds(0).isUsed("neuron")).isFalse();
  }

  @Test
  void keepEveryColumnWhereAQueryDependsOnOuterRows() {
    OptimizedQuery optimized =
        optimize(
            "SELECT rho FROM @correlate c WHERE EXISTS (SELECT 1 FROM t WHERE t.layer = c.layer)");
    assertThat(optimized.bounds(0).isUsed("layer")).isTrue();
  }

  @Test
  void saysWhatReadsEveryRow() {
    String qualify = " QUALIFY row_number() OVER (PARTITION BY layer ORDER BY rho DESC) = 1";
    assertThat(optimize("@correlate WHERE rho > .8" + qualify).unmoved(0))
        .isEqualTo("what row_number() OVER (..) keeps was not pushed down: it reads every row");
    OptimizedQuery best = optimize("SELECT layer, arg_max(neuron, rho) FROM @correlate GROUP BY 1");
    assertThat(best.unmoved(0)).contains("what arg_max(..) keeps");
    assertThat(best.explain())
        .endsWith("not pushed into #0: what arg_max(..) keeps, which reads every row");
    assertThat(optimize("SELECT layer, max(rho) FROM @correlate GROUP BY 1").unmoved(0)).isEmpty();
    assertThat(optimize("SELECT COLUMNS('l.*') FROM @correlate WHERE rho > .8").unmoved(0))
        .isEqualTo(
            "conditions were not pushed down: the planner does not know COLUMNS(..) (at 1:8)");
  }

  @Test
  void bindsParametersAsTheyStandInTheUsersText() {
    String query = "FROM @correlate SELECT rho + ? AS x, rho WHERE rho > ? AND layer = ?";
    SampleQuery sample = SampleQuery.of(query);
    OptimizedQuery optimized =
        new Optimizer().optimize(PLANNER.plan(sample.sql(), sample.islands(), List.of(7, 0.5, 2)));
    assertThat(describe(optimized)).isEqualTo("layer in (2); rho >= 0.4999999701976776");
    String inner = "FROM (SELECT * FROM @correlate WHERE layer = ?) SELECT rho - ? WHERE rho > ?";
    SampleQuery nested = SampleQuery.of(inner);
    optimized =
        new Optimizer().optimize(PLANNER.plan(nested.sql(), nested.islands(), List.of(2, 7, 0.5)));
    assertThat(describe(optimized)).isEqualTo("layer in (2); rho >= 0.4999999701976776");
  }
}
