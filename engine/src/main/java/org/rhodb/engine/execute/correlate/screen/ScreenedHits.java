package org.rhodb.engine.execute.correlate.screen;

import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.execute.correlate.dense.PassHits;
import org.rhodb.engine.execute.correlate.dense.TilePlan;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.network.tensor.screen.EstimateTile;
import org.rhodb.engine.network.tensor.screen.PairChoice;
import org.rhodb.engine.settings.Setting;

/** The hits of all groups, screened; a group whose screen does not pay is computed densely. */
public final class ScreenedHits implements Hits {
  private final PassTools tools;
  private final List<GroupWork> groups;
  private final List<TilePlan> dense;
  private final ScreenPlan plan;
  private final RhoFilter filter;
  private int group;
  private int firstPair;
  private int pair;
  private @Nullable List<ScreenRun.Found> found;
  private @Nullable Hits fallback;

  /** Creates hits; nothing runs before the first is asked for. */
  public ScreenedHits(
      PassTools tools,
      List<GroupWork> groups,
      List<TilePlan> dense,
      ScreenPlan plan,
      RhoFilter filter) {
    this.tools = tools;
    this.groups = List.copyOf(groups);
    this.dense = List.copyOf(dense);
    this.plan = plan;
    this.filter = filter;
  }

  @Override
  public boolean next(HitBatch batch) {
    batch.clear();
    while (group < groups.size()) {
      if (found == null && fallback == null) {
        start();
      }
      Hits instead = fallback;
      List<ScreenRun.Found> pairs = found;
      if (instead != null) {
        if (instead.next(batch)) {
          return true;
        }
        instead.close();
      } else if (pairs != null && pair < pairs.size()) {
        give(pairs.get(pair), batch);
        pair++;
        return true;
      }
      firstPair += groups.get(group).pairs().size();
      group++;
      pair = 0;
      found = null;
      fallback = null;
    }
    return false;
  }

  private void start() {
    GroupWork work = groups.get(group);
    Optional<List<ScreenRun.Found>> screened = ScreenRun.find(tools, work, plan, group, this::find);
    if (screened.isPresent()) {
      found = screened.get();
      if (tools.context().settings().flag(Setting.VERIFY)) {
        Hits all =
            new PassHits(tools, List.of(work), List.of(dense.get(group)), filter.unraised(), 0);
        ScreenCheck.compare(work, screened.get(), all, filter);
        tools.ledger().remark("verified against dense");
      }
    } else {
      tools.meter().count(dense.get(group).flops(), plan.denseSeconds(group));
      fallback = new PassHits(tools, List.of(work), List.of(dense.get(group)), filter, firstPair);
    }
  }

  private void find(ScreenRun.Screens screens, List<Candidates> candidates) {
    // The lower bounds of the k pairs that are certain to be the highest so far; lowest first.
    PriorityQueue<Float> top = new PriorityQueue<>();
    for (int p = 0; p < candidates.size(); p++) {
      Candidates into = candidates.get(p);
      try (EstimateTile tile = screens.open(p)) {
        PairScreen screen = new PairScreen(tile, screens.between());
        if (filter.isRowMaximumEnough()) {
          double lowest = filter.isNullWanted() ? -2 : filter.low();
          screen.findBestOfRows(
              lowest, (row, column, estimate, margin) -> into.add(row, column), into);
        } else {
          screen.findWithin(
              filter, into, (row, column, estimate, margin) -> raise(top, estimate - margin));
        }
      }
      screens.pairDone();
    }
  }

  private void raise(PriorityQueue<Float> top, float low) {
    if (!filter.isTopOnly() || filter.topK() == 0) {
      return;
    }
    if (top.size() < filter.topK()) {
      top.add(low);
    } else if (low > top.element()) {
      top.remove();
      top.add(low);
    }
    if (top.size() == filter.topK()) {
      filter.raise(top.element());
    }
  }

  private void give(ScreenRun.Found pairs, HitBatch batch) {
    PairChoice choice = pairs.choice();
    for (int row = 0; row < choice.height(); row++) {
      for (int c = choice.start(row); c < choice.start(row + 1); c++) {
        double rho = pairs.rho(c);
        if (filter.admits(rho)) {
          batch.add(firstPair + pair, row, choice.column(c), rho);
        }
      }
    }
  }

  @Override
  public void close() {
    if (fallback != null) {
      fallback.close();
      fallback = null;
    }
    group = groups.size();
  }
}
