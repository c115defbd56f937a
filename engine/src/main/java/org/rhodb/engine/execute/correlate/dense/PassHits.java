package org.rhodb.engine.execute.correlate.dense;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.correlate.pass.TilePass;

/** The hits of all groups, pass after pass; sums of one pass are held at a time. */
public final class PassHits implements Hits {
  private final PassTools tools;
  private final List<GroupWork> groups;
  private final List<TilePlan> plans;
  private final RhoFilter filter;
  private int group;
  private int pass;
  private int firstPair;
  private @Nullable Hits current;

  /**
   * Creates hits; nothing runs before the first is asked for.
   *
   * @param firstPair number of the first group's first pair
   */
  public PassHits(
      PassTools tools,
      List<GroupWork> groups,
      List<TilePlan> plans,
      RhoFilter filter,
      int firstPair) {
    this.firstPair = firstPair;
    this.tools = tools;
    this.groups = List.copyOf(groups);
    this.plans = List.copyOf(plans);
    this.filter = filter;
  }

  @Override
  public boolean next(HitBatch batch) {
    while (group < groups.size()) {
      if (pass == plans.get(group).passes().size()) {
        firstPair += groups.get(group).pairs().size();
        group++;
        pass = 0;
        continue;
      }
      Hits hits = current;
      if (hits == null) {
        hits = open();
        current = hits;
      }
      if (hits.next(batch)) {
        return true;
      }
      hits.close();
      current = null;
      pass++;
    }
    batch.clear();
    return false;
  }

  private Hits open() {
    TilePlan plan = plans.get(group);
    TilePass tilePass = plan.passes().get(pass);
    TilePassRun run = new TilePassRun(tools, groups.get(group), plan, tilePass, BaselineDraws.NONE);
    boolean isOneOfMany = groups.size() > 1 || plan.passes().size() > 1;
    RunSavepoints savepoints = tools.savepoints();
    String passKey = run.key();
    String key = RunSavepoints.key("hits", passKey + " " + firstPair + " " + filter.describe());
    if (isOneOfMany) {
      Optional<InputStream> saved = savepoints.open(key);
      if (saved.isPresent()) {
        tools.ledger().remark("took a finished pass from a savepoint");
        tools.meter().skip(run.flops());
        return new SavedHits(saved.get());
      }
    }
    Hits hits = new TileHits(run.open(), filter, firstPair, tools.between());
    if (isOneOfMany && savepoints.isLong()) {
      SavepointStore.Pending pending = savepoints.create(key);
      return new SavedHits.Recording(hits, pending, () -> savepoints.remove(passKey));
    }
    return hits;
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
    group = groups.size();
  }
}
