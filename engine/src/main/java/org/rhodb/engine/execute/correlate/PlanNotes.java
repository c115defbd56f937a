package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.rhodb.engine.execute.FlopCount;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.OperatorPlan;
import org.rhodb.engine.execute.correlate.dense.TilePlan;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pass.TilePass;
import org.rhodb.engine.execute.correlate.screen.ScreenPlan;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.CountText;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/** Says in words what a correlation's plans do. */
final class PlanNotes {
  private PlanNotes() {}

  static OperatorPlan of(
      List<GroupWork> groups,
      CorrelationPlan plan,
      BaselineDraws baseline,
      Bounds bounds,
      Settings settings) {
    int forwardPasses = 0;
    double forward = 0;
    double product = 0;
    double maps = 0;
    long bytes = 0;
    Set<String> ways = new TreeSet<>();
    for (TilePlan tiles : plan.dense()) {
      forwardPasses += tiles.forwardPasses();
      forward += tiles.forwardFlops();
      product += tiles.productFlops();
      maps += tiles.baselineFlops();
      bytes += tiles.bytes();
      ways.add(tiles.way());
    }
    List<String> notes = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      notes.add(describe(groups.get(g), plan.dense().get(g)));
    }
    notes.add(
        "dense: forward passes "
            + FlopCount.format(forward)
            + ", products "
            + FlopCount.format(product)
            + (maps == 0 ? "" : ", baseline " + FlopCount.format(maps)));
    plan.rejected().forEach(line -> notes.add("rejected: " + line));
    notes.add("wanted: " + bounds.describe());
    if (baseline.draws() > 0) {
      notes.add(
          "baseline "
              + baseline.describe()
              + (baseline.isLinear()
                  ? ": from the sums"
                  : ": tokens permuted within each block, a product a draw")
              + (plan.screen().isPresent()
                  ? ", of the neurons whose matches are within the bounds"
                  : ", of every neuron"));
    }
    String way = String.join(" and ", ways);
    String chosen = groups.isEmpty() ? "nothing to run" : plan.describe() + ", " + way;
    return new OperatorPlan(
        chosen,
        plan.screen().map(ScreenPlan::forwardPasses).orElse(forwardPasses),
        plan.screen().map(ScreenPlan::flops).orElse(forward + product + maps),
        plan.screen().map(ScreenPlan::bytes).orElse(bytes),
        plan.peakBytes(),
        settings.text(Setting.DEVICE),
        plan.seconds(),
        notes);
  }

  private static String describe(GroupWork group, TilePlan plan) {
    TilePass first = plan.passes().get(0);
    long rows = 0;
    long columns = 0;
    for (TilePass.Tile tile : first.tiles()) {
      rows = Math.max(rows, first.slices().get(tile.left()).axis().size());
      columns = Math.max(columns, first.slices().get(tile.right()).axis().size());
    }
    return String.format(
        Locale.ROOT,
        "%s: %s, %s, %s of at most %,d x %,d neurons, blocks of %,d tokens, peak %s%s",
        group.describe(),
        CountText.of(plan.forwardPasses(), "forward pass"),
        CountText.of(plan.passes().size(), "pass"),
        CountText.of(plan.tiles(), "tile"),
        rows,
        columns,
        plan.blockTokens(),
        MemoryBudget.format(plan.peakBytes()),
        plan.isCarried() ? ", two accumulators" : "");
  }
}
