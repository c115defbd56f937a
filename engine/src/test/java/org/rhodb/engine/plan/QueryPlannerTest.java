package org.rhodb.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryPlannerTest {
  private static final QueryPlanner PLANNER = new QueryPlanner(new SampleQuery.SampleSchema());

  private static PlannedQuery plan(QueryPlanner planner, String query) {
    SampleQuery sample = SampleQuery.of(query);
    return planner.plan(sample.sql(), sample.islands(), sample.values());
  }

  @Test
  void leavesTextThatIsTooLongOrTooDeep() {
    String ors = " OR layer = 1".repeat(100_000);
    assertThat(plan(PLANNER, "@correlate WHERE layer = 2" + ors).reason()).contains("longer");
    String deep = "(".repeat(10_000) + "1" + ")".repeat(10_000);
    assertThat(plan(PLANNER, "@correlate WHERE layer = " + deep).reason()).contains("nested");
  }

  @Test
  void staysUsableAfterAConditionOfThousandsOfLevels() {
    PlannedQuery planned = plan(PLANNER, "@correlate WHERE " + "NOT ".repeat(8_000) + "rho > 1");
    assertThat(planned.root().isPresent()).isEqualTo(planned.reason().isEmpty());
    assertThat(plan(PLANNER, "@correlate WHERE rho > 0.5").root()).isPresent();
  }

  @Test
  void pointsAtTheUsersOwnText() {
    String query = "/* a\n comment */ SELECT *\nFROM @correlate c JOIN t ON c.lyr = t.layer";
    assertThat(plan(PLANNER, query).reason()).contains("lyr").endsWith("(at 3:31)");
  }

  @Test
  void leavesEveryRelationWhenTheOrderOfValuesIsNotTheUsual() {
    SampleQuery.SampleSchema usual = new SampleQuery.SampleSchema();
    SchemaSource unusual =
        new SchemaSource() {
          @Override
          public long version() {
            return 1;
          }

          @Override
          public List<Table> tables() {
            return usual.tables();
          }

          @Override
          public List<Function> functions() {
            return usual.functions();
          }

          @Override
          public boolean isOrderingStandard() {
            return false;
          }
        };
    assertThat(plan(new QueryPlanner(unusual), "@correlate ORDER BY rho DESC LIMIT 3").reason())
        .contains("default_null_order");
  }

  @Test
  void readsTheCatalogAgainOnlyWhenItsVersionChanges() {
    int[] reads = {0};
    long[] version = {1};
    SampleQuery.SampleSchema sample = new SampleQuery.SampleSchema();
    SchemaSource counted =
        new SchemaSource() {
          @Override
          public long version() {
            return version[0];
          }

          @Override
          public List<Table> tables() {
            reads[0]++;
            return reads[0] == 1 ? List.of() : sample.tables();
          }

          @Override
          public List<Function> functions() {
            return sample.functions();
          }

          @Override
          public boolean isOrderingStandard() {
            return true;
          }
        };
    QueryPlanner planner = new QueryPlanner(counted);
    String query = "SELECT * FROM @correlate JOIN t USING (layer)";
    assertThat(reads[0]).isZero();
    assertThat(plan(planner, query).reason()).contains("'t' not found");
    plan(planner, query);
    assertThat(reads[0]).isEqualTo(1);
    version[0]++;
    assertThat(plan(planner, query).root()).isPresent();
  }

  @Test
  void doesNotTrustAFunctionThatTheUserHasReplaced() {
    SampleQuery.SampleSchema sample = new SampleQuery.SampleSchema();
    SchemaSource replaced =
        new SchemaSource() {
          @Override
          public long version() {
            return 1;
          }

          @Override
          public List<Table> tables() {
            return sample.tables();
          }

          @Override
          public List<Function> functions() {
            return List.of(new Function("ABS", FunctionKind.MACRO, "", false, true));
          }

          @Override
          public boolean isOrderingStandard() {
            return true;
          }
        };
    assertThat(plan(new QueryPlanner(replaced), "@correlate WHERE abs(rho) > 0.5").root())
        .isEmpty();
  }

  @Test
  void plansAroundSeriesOfNumbers() {
    String from = "SELECT count(*) FROM @correlate c LEFT JOIN ";
    for (String series :
        List.of("range(3) r", "RANGE (1, -10, -2) AS r(x)", "generate_series(0,/* */3)")) {
      String query = from + series + " ON true WHERE c.rho > 0.9";
      assertThat(plan(PLANNER, query).reason()).as(query).isEmpty();
    }
    assertThat(plan(PLANNER, "SELECT count(*) FROM range(3) r, @correlate c").root()).isPresent();
    assertThat(plan(PLANNER, from + "range(30) r ON c.lyr = 1").reason())
        .contains("lyr")
        .endsWith("(at 1:62)");
    assertThat(plan(PLANNER, from + "range(?) r ON true").root()).isEmpty();
    assertThat(plan(PLANNER, from + "range(c.layer) r ON true").root()).isEmpty();
  }

  @Test
  void plansNothingWithoutIslands() {
    SampleQuery sample = SampleQuery.of("SELECT 1");
    PlannedQuery planned = PLANNER.plan(sample.sql(), Collections.emptyList(), sample.values());
    assertThat(planned.root()).isEmpty();
  }

  @Test
  void doesNotGuessWhichDatabaseATableIsIn() {
    SampleQuery.SampleSchema sample = new SampleQuery.SampleSchema();
    List<SchemaSource.TableColumn> columns =
        List.of(new SchemaSource.TableColumn("layer", "INTEGER"));
    SchemaSource attached =
        new SchemaSource() {
          @Override
          public long version() {
            return 1;
          }

          @Override
          public List<Table> tables() {
            return List.of(
                new Table("catalog", "main", "twice", columns),
                new Table("other", "main", "twice", columns),
                new Table("other", "main", "once", columns),
                new Table("temp", "main", "twice2", columns),
                new Table("catalog", "main", "twice2", List.of()));
          }

          @Override
          public List<Function> functions() {
            return sample.functions();
          }

          @Override
          public boolean isOrderingStandard() {
            return true;
          }
        };
    QueryPlanner planner = new QueryPlanner(attached);
    String from = "SELECT * FROM @correlate JOIN ";
    assertThat(plan(planner, from + "twice USING (layer)").root()).isEmpty();
    assertThat(plan(planner, from + "other.main.twice USING (layer)").root()).isPresent();
    assertThat(plan(planner, from + "main.once USING (layer)").root()).isPresent();
    assertThat(plan(planner, from + "twice2 USING (layer)").root()).isPresent();
  }
}
