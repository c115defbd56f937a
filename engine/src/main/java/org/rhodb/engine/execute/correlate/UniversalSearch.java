package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.execute.correlate.dense.BaselineRows;
import org.rhodb.engine.execute.correlate.dense.GroupMatches;
import org.rhodb.engine.execute.correlate.dense.TilePlan;
import org.rhodb.engine.execute.correlate.dense.TilePlanner;
import org.rhodb.engine.execute.correlate.pair.PairMatches;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.execute.correlate.pair.UniversalRow;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.correlate.screen.ScreenCheck;
import org.rhodb.engine.execute.correlate.screen.ScreenPlan;
import org.rhodb.engine.execute.correlate.screen.ScreenedMatches;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.settings.Setting;

/**
 * The best matches of one group, by its plan: screened, with baselines for those neurons only whose
 * matches are within the bounds, or all of them computed.
 */
final class UniversalSearch {
  private final PassTools tools;
  private final UniversalExec.Prepared prepared;
  private final int index;
  private final UniversalGroup group;
  private final TilePlan everything;
  private final Bounds bounds;

  private UniversalSearch(
      PassTools tools, UniversalExec.Prepared prepared, int index, Bounds bounds) {
    this.tools = tools;
    this.prepared = prepared;
    this.index = index;
    this.group = prepared.groups().get(index);
    this.everything = prepared.plan().dense().get(index);
    this.bounds = bounds;
  }

  /**
   * What was found.
   *
   * @param matches of each pair of the group
   * @param screen what was not computed; null: everything was
   */
  record Found(List<PairMatches> matches, @Nullable ScreenedMatches screen) {
    /** Returns whether a neuron's best match was looked for in every other model. */
    boolean isComputed(int reference, int neuron) {
      return screen == null || screen.isComputed(reference, neuron);
    }
  }

  /** Runs a group of a plan. */
  static Found run(PassTools tools, UniversalExec.Prepared prepared, int index, Bounds bounds) {
    return new UniversalSearch(tools, prepared, index, bounds).find();
  }

  private Found find() {
    if (prepared.plan().screen().isEmpty()) {
      return new Found(dense(), null);
    }
    ScreenPlan plan = prepared.plan().screen().get();
    ScreenedMatches search =
        new ScreenedMatches(tools, group, plan, index, prepared.gate(), prepared.baseline());
    Optional<List<PairMatches>> screened = search.find();
    if (screened.isPresent() && findBaselines(plan, search, screened.get())) {
      if (tools.context().settings().flag(Setting.VERIFY)) {
        ScreenCheck.compare(group, search, screened.get(), dense(), bounds);
        tools.ledger().remark("verified against dense");
      }
      return new Found(screened.get(), search);
    }
    tools.meter().count(everything.flops(), plan.denseSeconds(index));
    return new Found(dense(), null);
  }

  private List<PairMatches> dense() {
    return GroupMatches.find(tools, group.work(), everything, prepared.baseline());
  }

  /**
   * Computes the baselines of the neurons whose matches are within the bounds, if any are asked
   * for; false where computing everything is cheaper, which gives them, too.
   */
  private boolean findBaselines(
      ScreenPlan screen, ScreenedMatches search, List<PairMatches> found) {
    if (prepared.baseline().draws() == 0) {
      return true;
    }
    BaselineRows rows = new BaselineRows(group, prepared.baseline(), wanted(search, found));
    if (rows.count() == 0) {
      return true;
    }
    TilePlanner planner =
        new TilePlanner(tools.context().activations(), prepared.baseline(), prepared.blockTokens());
    boolean isForced = tools.context().settings().strategy().isScreen();
    Optional<TilePlan> plan =
        rows.plan(planner, prepared.plan().peakBytes())
            .filter(some -> isForced || some.flops() < everything.flops());
    String what = String.format(Locale.ROOT, "baselines of %,d neurons", rows.count());
    if (plan.isEmpty()) {
      tools.ledger().remark(what + ": everything is computed");
      tools.meter().extend(screen.denseSeconds(index));
      return false;
    }
    tools.ledger().remark(what);
    tools.meter().count(plan.get().flops(), screen.baselineSeconds(index));
    rows.find(tools, plan.get(), found);
    return true;
  }

  /** Returns of each reference the neurons that may be rows, whatever their baselines are. */
  private List<boolean[]> wanted(ScreenedMatches search, List<PairMatches> found) {
    List<boolean[]> wanted = new ArrayList<>();
    for (int r = 0; r < group.references().size(); r++) {
      UniversalGroup.Reference from = group.references().get(r);
      boolean[] isWanted = new boolean[from.axis().size()];
      for (int i = 0; i < isWanted.length; i++) {
        UniversalRow row = UniversalRow.of(from, i, found);
        isWanted[i] =
            search.isComputed(r, i)
                && row.isMatchWithin(bounds)
                && prepared.gate().admits(row.rho(), row.minRho(), row.maxRho());
      }
      wanted.add(isWanted);
    }
    return wanted;
  }
}
