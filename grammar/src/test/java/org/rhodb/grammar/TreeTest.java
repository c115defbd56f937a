package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Baseline;
import org.rhodb.grammar.tree.Checkpoints;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.ModelReference;
import org.rhodb.grammar.tree.Models;
import org.rhodb.grammar.tree.Name;
import org.rhodb.grammar.tree.Screen;
import org.rhodb.grammar.tree.Statement;

/** The tree says what the text says, with the values that stand for clauses left out. */
class TreeTest {

  private static <S extends Statement> S statement(Class<S> kind, String text) {
    return kind.cast(QueryParser.parse(text));
  }

  private static <I extends Island> I island(Class<I> kind, String text) {
    Statement.Sql sql = statement(Statement.Sql.class, text);
    assertThat(sql.sql().islands()).hasSize(1);
    return kind.cast(sql.sql().islands().get(0).island());
  }

  private static List<String> names(Models models) {
    return ((Models.Listed) models)
        .references().stream().map(ModelReference::model).map(Name::text).toList();
  }

  private static List<Object> values(Checkpoints checkpoints) {
    return ((Checkpoints.Steps) checkpoints).steps().stream().map(Literal::value).toList();
  }

  @Test
  void readsModelWithItsCheckpoints() {
    Statement.CreateModel create =
        statement(
            Statement.CreateModel.class,
            "create or replace model \"my \"\"best\"\"\" from 'it''s' checkpoints (80_000, 0x10)");
    assertThat(create.name().text()).isEqualTo("my \"best\"");
    assertThat(create.name().position()).isEqualTo(new Position(24, 37, 1, 25));
    assertThat(create.isOrReplace()).isTrue();
    assertThat(create.isIfNotExists()).isFalse();
    assertThat(create.source().value()).isEqualTo("it's");
    assertThat(create.steps()).extracting(Literal::value).isEqualTo(List.<Object>of(80_000L, 16L));
  }

  @Test
  void readsOptionsOfEveryType() {
    Statement.CreateCorpus create =
        statement(
            Statement.CreateCorpus.class,
            "CREATE CORPUS pile FROM $$a'b$$ WITH (Column = E'x\\ty\\u0041\\'', tokens = 5_000_000,"
                + " share = -.5e1, bos = TRUE, mask = 'bos')");
    assertThat(create.source().value()).isEqualTo("a'b");
    assertThat(create.options().entrySet())
        .extracting(entry -> Map.entry(entry.getKey().text(), entry.getValue().value()))
        .containsExactly(
            Map.entry("column", "x\tyA'"),
            Map.entry("tokens", 5_000_000L),
            Map.entry("share", -5.0),
            Map.entry("bos", true),
            Map.entry("mask", "bos"));
  }

  @Test
  void readsIngestWithClausesInAnyOrder() {
    Statement.Ingest ingest =
        statement(
            Statement.Ingest.class,
            "INGEST ACTIVATIONS OF MODELS a, b@7 AS FLOAT16 LAYERS 0 TO 3 ON pile AT CHECKPOINT 5");
    assertThat(names(ingest.models())).containsExactly("a", "b");
    assertThat(values(ingest.checkpoints())).containsExactly(5L);
    assertThat(ingest.corpus().text()).isEqualTo("pile");
    assertThat(ingest.layers()).extracting(Literal::value).isEqualTo(List.<Object>of(0L, 3L));
    assertThat(ingest.type()).isEqualTo(Statement.StoredType.FLOAT16);
  }

  @Test
  void ingestsAllLayersAsComputedUnlessSaid() {
    Statement.Ingest ingest =
        statement(Statement.Ingest.class, "INGEST ACTIVATIONS OF ALL MODELS ON pile");
    assertThat(ingest.models()).isInstanceOf(Models.All.class);
    assertThat(ingest.checkpoints()).isEqualTo(new Checkpoints.Unstated());
    assertThat(ingest.layers()).isEmpty();
    assertThat(ingest.type()).isEqualTo(Statement.StoredType.FLOAT32);
    Statement.Ingest one =
        statement(Statement.Ingest.class, "INGEST ACTIVATIONS OF MODEL a ON pile LAYER 2");
    assertThat(one.layers()).extracting(Literal::value).isEqualTo(List.<Object>of(2L, 2L));
  }

  @Test
  void readsModelReferencesWithSteps() {
    Island.Correlate correlate =
        island(Island.Correlate.class, "CORRELATE MODELS a@80000, \"b-c\" ON pile WHERE rho > 0.5");
    assertThat(names(correlate.models())).containsExactly("a", "b-c");
    List<ModelReference> references = ((Models.Listed) correlate.models()).references();
    assertThat(values(references.get(0).at())).containsExactly(80_000L);
    assertThat(references.get(1).at()).isEqualTo(new Checkpoints.Unstated());
    assertThat(correlate.position()).isEqualTo(new Position(0, 39, 1, 1));
  }

  @Test
  void readsCheckpointsInEveryForm() {
    String head = "CORRELATE ALL MODELS ON pile ";
    assertThat(values(island(Island.Correlate.class, head + "AT CHECKPOINT 5").checkpoints()))
        .containsExactly(5L);
    assertThat(values(island(Island.Correlate.class, head + "AT CHECKPOINTS (1, 2)").checkpoints()))
        .containsExactly(1L, 2L);
    assertThat(island(Island.Correlate.class, head + "AT ALL CHECKPOINTS").checkpoints())
        .isEqualTo(new Checkpoints.All(new Position(29, 47, 1, 30)));
    assertThat(island(Island.Correlate.class, head + "AT LAST CHECKPOINT").checkpoints())
        .isEqualTo(new Checkpoints.Unstated());
    assertThat(island(Island.Correlate.class, head).checkpoints())
        .isEqualTo(new Checkpoints.Unstated());
  }

  @Test
  void readsBaselineAndReference() {
    Island.Universal all =
        island(
            Island.Universal.class,
            "UNIVERSAL NEURONS OF ALL MODELS AT ALL CHECKPOINTS BASELINE GAUSSIAN SEED 7 DRAWS 3"
                + " REFERENCE (a, b) ON pile");
    assertThat(all.baselines()).containsExactly(new Baseline(Baseline.Kind.GAUSSIAN, 3, 7));
    assertThat(all.references()).extracting(Name::text).containsExactly("a", "b");
    Island.Universal plain =
        island(Island.Universal.class, "UNIVERSAL NEURONS OF MODELS a, b ON pile");
    assertThat(plain.baselines()).isEmpty();
    assertThat(plain.references()).isEmpty();
    Island.Universal unseeded =
        island(
            Island.Universal.class,
            "UNIVERSAL NEURONS OF MODELS a, b ON pile BASELINE ORTHOGONAL REFERENCE a");
    assertThat(unseeded.baselines()).containsExactly(new Baseline(Baseline.Kind.ORTHOGONAL, 1, 1));
    assertThat(unseeded.references()).extracting(Name::text).containsExactly("a");
  }

  @Test
  void readsAblationsInEveryForm() {
    assertThat(ablation("USING ZERO")).isEqualTo(new Ablation.Zero());
    assertThat(ablation("USING MEAN")).isEqualTo(new Ablation.Mean());
    assertThat(ablation("")).isEqualTo(new Ablation.Mean());
    assertThat(ablation("USING RESAMPLE")).isEqualTo(new Ablation.Resample(1));
    assertThat(ablation("USING RESAMPLE SEED -4")).isEqualTo(new Ablation.Resample(-4));
    assertThat(ablation("USING -0.25")).isEqualTo(new Ablation.Fixed(-0.25));
    assertThat(ablation("USING 3")).isEqualTo(new Ablation.Fixed(3));
  }

  private static Ablation ablation(String using) {
    return island(Island.Ablate.class, "ABLATE (FROM u) ON pile " + using).ablation();
  }

  @Test
  void readsControlsInEveryForm() {
    assertThat(control("")).isEqualTo(new Control(Control.Kind.NONE, 0, 1));
    assertThat(control("VERSUS MATCHED")).isEqualTo(new Control(Control.Kind.MATCHED, 1, 1));
    assertThat(control("VERSUS RANDOM")).isEqualTo(new Control(Control.Kind.RANDOM, 10, 1));
    assertThat(control("VERSUS RANDOM 20 DRAWS SEED 9"))
        .isEqualTo(new Control(Control.Kind.RANDOM, 20, 9));
  }

  @Test
  void readsScreensInEveryForm() {
    assertThat(screen("")).isEqualTo(Screen.NONE);
    assertThat(screen("EACH")).isEqualTo(new Screen(true, false, Integer.MAX_VALUE));
    assertThat(screen("EACH USING ZERO ESTIMATE BY GRADIENT"))
        .isEqualTo(new Screen(true, true, Integer.MAX_VALUE));
    assertThat(screen("ESTIMATE BY GRADIENT TOP 7")).isEqualTo(new Screen(true, true, 7));
    island(Island.Ablate.class, "ABLATE (SELECT each, top, gradient AS estimate FROM u) ON top");
  }

  private static Screen screen(String clauses) {
    return island(Island.Ablate.class, "ABLATE (FROM u) ON pile " + clauses).screen();
  }

  private static Control control(String versus) {
    return island(Island.Ablate.class, "ABLATE (FROM u) ON pile " + versus).control();
  }

  @Test
  void keepsInputsAsTheUsersOwnText() {
    String script = "SELECT 1;\nPERSIST ( SELECT * FROM (ABLATE (FROM u) ON pile) x ) BY LAYER";
    Statement.Sql sql = (Statement.Sql) QueryParser.parse(QueryParser.split(script).get(1));
    Island.Persist persist = (Island.Persist) sql.sql().islands().get(0).island();
    assertThat(persist.isByLayer()).isTrue();
    assertThat(persist.input().text()).isEqualTo("SELECT * FROM (ABLATE (FROM u) ON pile) x");
    assertThat(persist.input().position().line()).isEqualTo(2);
    Island.Ablate ablate = (Island.Ablate) persist.input().islands().get(0).island();
    assertThat(ablate.input().text()).isEqualTo("FROM u");
    assertThat(ablate.input().position()).isEqualTo(new Position(43, 49, 2, 34));
  }

  @Test
  void readsSettings() {
    Statement.SetSetting set = statement(Statement.SetSetting.class, "SET memory_limit = '8GB';");
    assertThat(set.name().text()).isEqualTo("memory_limit");
    assertThat(set.values()).extracting(Literal::value).containsExactly("8GB");
    assertThat(set.sql().text()).isEqualTo("SET memory_limit = '8GB'");
    assertThat(statement(Statement.SetSetting.class, "SET device TO cpu").values())
        .extracting(Literal::value)
        .containsExactly("cpu");
    assertThat(statement(Statement.SetSetting.class, "SET progress = on").values())
        .extracting(Literal::value)
        .containsExactly("on");
    assertThat(statement(Statement.SetSetting.class, "RESET device").values()).isEmpty();
    assertThat(statement(Statement.SetSetting.class, "SET x = DEFAULT").values()).isEmpty();
  }

  @Test
  void explainsAnyStatement() {
    Statement.Explain explain =
        statement(Statement.Explain.class, "EXPLAIN ANALYZE DROP MODEL IF EXISTS a");
    assertThat(explain.isAnalyze()).isTrue();
    assertThat(explain.statement())
        .isEqualTo(
            new Statement.Drop(
                Statement.ObjectKind.MODEL,
                new Name("a", new Position(37, 38, 1, 38)),
                true,
                new Position(16, 38, 1, 17)));
  }

  @Test
  void showsWhatIsOurs() {
    for (Statement.Listing listing : Statement.Listing.values()) {
      assertThat(statement(Statement.Show.class, "SHOW " + listing).listing()).isEqualTo(listing);
    }
  }
}
