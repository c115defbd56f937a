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
  private final TilePlan all;
  private final Bounds bounds;

  private UniversalSearch(
      PassTools tools, UniversalExec.Prepared prepared, int index, Bounds bounds) {
    this.tools = tools;
    this.prepared = prepared;
    this.index = index;
    this.group = prepared.groups().get(index);
    this.all = prepared.plan().dense().get(index);
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
    ScreenedMatches search =
        new ScreenedMatches(
            tools,
            group,
            prepared.plan().screen().get(),
            index,
            prepared.gate(),
            prepared.baseline());
    Optional<List<PairMatches>> screened = search.find();
    if (screened.isEmpty() || !findBaselines(search, screened.get())) {
      tools.meter().restart(all.flops());
      return new Found(dense(), null);
    }
    if (tools.context().settings().flag(Setting.VERIFY)) {
      ScreenCheck.compare(group, screened.get(), dense(), prepared.gate(), bounds);
      tools.ledger().remark("verified against dense");
    }
    return new Found(screened.get(), search);
  }

  private List<PairMatches> dense() {
    return GroupMatches.find(tools, group.work(), all, prepared.baseline());
  }

  /**
   * Computes the baselines of the neurons whose matches are within the bounds, if any are asked
   * for; false where computing everything is cheaper, which gives them, too.
   */
  private boolean findBaselines(ScreenedMatches search, List<PairMatches> found) {
    if (prepared.baseline().draws() == 0) {
      return true;
    }
    BaselineRows rows = new BaselineRows(group, prepared.baseline(), wanted(search, found));
    if (rows.neurons() == 0) {
      return true;
    }
    TilePlanner planner =
        new TilePlanner(tools.context().activations(), prepared.baseline(), prepared.blockTokens());
    boolean isForced = tools.context().settings().strategy().isScreen();
    Optional<TilePlan> plan =
        rows.plan(planner, prepared.plan().peakBytes())
            .filter(some -> isForced || some.flops() < all.flops());
    String what = String.format(Locale.ROOT, "baselines of %,d neurons", rows.neurons());
    tools.ledger().remark(plan.isPresent() ? what : what + ": everything is computed");
    plan.ifPresent(
        some -> {
          tools.meter().restart(some.flops());
          rows.find(tools, some, found);
        });
    return plan.isPresent();
  }

  /** Returns of each reference the neurons that may be rows, whatever their baselines are. */
  private List<boolean[]> wanted(ScreenedMatches search, List<PairMatches> found) {
    List<boolean[]> wanted = new ArrayList<>();
    for (int r = 0; r < group.references().size(); r++) {
      UniversalGroup.Reference from = group.references().get(r);
      boolean[] is = new boolean[from.axis().size()];
      for (int i = 0; i < is.length; i++) {
        UniversalRow row = UniversalRow.of(from, i, found);
        is[i] =
            search.isComputed(r, i)
                && row.isMatchWithin(bounds)
                && prepared.gate().admits(row.rho(), row.minRho(), row.maxRho());
      }
      wanted.add(is);
    }
    return wanted;
  }
}
