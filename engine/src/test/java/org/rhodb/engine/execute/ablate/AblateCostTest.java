package org.rhodb.engine.execute.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.FlopCount;
import org.rhodb.engine.execute.NeuronInput;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.ReferenceStudy;
import org.rhodb.engine.execute.TestRows;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.grammar.tree.Ablation;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Screen;

/** What ablations are expected to cost, before their input is known and after. */
class AblateCostTest {
  private static final Control DRAWS = new Control(Control.Kind.RANDOM, 4, 4);

  private static ReferenceStudy study;

  @BeforeAll
  static void openStudy() {
    study = new ReferenceStudy();
  }

  @AfterAll
  static void closeStudy() {
    study.close();
  }

  private static AblateExec operator(
      NeuronInput input, Ablation ablation, Bounds bounds, ExecutionContext context) {
    return new AblateExec(
        input,
        study.corpus,
        ablation,
        true,
        DRAWS,
        Screen.NONE,
        bounds,
        study.networks,
        study.rerun(context));
  }

  /** An input that EXPLAIN does not read. */
  private static NeuronInput unread() {
    NeuronInput never =
        () -> {
          throw new IllegalStateException("EXPLAIN runs nothing");
        };
    return never.unplanned();
  }

  @Test
  void estimatesWhatARunCostsBeforeAndOnceItsInputIsKnown() {
    NeuronSet set = ReferenceStudy.neurons(study.a, List.of(0, 1, 2), 3, 17, 40, 41, 99);
    for (Ablation ablation : List.of(new Ablation.Mean(), new Ablation.Zero())) {
      ExecutionContext context = study.context(0);
      AblateExec operator = operator(() -> set, ablation, Bounds.NONE, context);
      OperatorPlan known = operator.plan(context);
      OperatorPlan plan = operator(unread(), ablation, Bounds.NONE, context).plan(context);
      TestRows.of(operator, context);
      RunRecord run = study.catalog.runs.get(study.catalog.runs.size() - 1);
      assertThat(plan.flops()).isBetween(run.flops() / 2, run.flops() * 2);
      assertThat(plan.peakBytes()).isPositive();
      assertThat(plan.notes().get(0)).startsWith("for one checkpoint: ").contains("name ");
      assertThat(run.detail())
          .contains("estimated of its input " + FlopCount.format(run.flops()) + " and ");
      assertThat(FlopCount.format(known.flops())).isEqualTo(FlopCount.format(run.flops()));
      assertThat(known.forwardPasses()).isEqualTo(run.forwardPasses());
      assertThat(known.seconds()).isPositive();
      assertThat(known.notes()).startsWith("15 variants, checkpoints: 1");
    }
  }

  @Test
  void countsNothingThatTheQueryDrops() {
    ExecutionContext context = study.context(0);
    Ablation zero = new Ablation.Zero();
    Bounds last = Bounds.of("layer", ColumnBounds.oneOf(Set.of(2L)));
    double some = operator(unread(), zero, last, context).plan(context).flops();
    double all = operator(unread(), zero, Bounds.NONE, context).plan(context).flops();
    assertThat(some).isLessThan(all / 2);
    Bounds nothing = Bounds.of("model", ColumnBounds.oneOf(Set.of("other")));
    OperatorPlan none = operator(unread(), zero, nothing, context).plan(context);
    assertThat(none.flops()).isZero();
    assertThat(none.notes()).startsWith("no checkpoint that the query admits can read the corpus");
  }
}
