package org.rhodb.engine.execute.correlate.dense;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pair.PairMatches;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.correlate.pass.TilePass;

/**
 * The best matches of one group: its passes one after another, finished ones kept if it is long.
 */
public final class GroupMatches {
  private GroupMatches() {}

  /** Runs the passes of a group and returns the matches of each of its pairs. */
  public static List<PairMatches> find(
      PassTools tools, GroupWork work, TilePlan plan, BaselineDraws baseline) {
    List<PairMatches> all = empty(work, baseline);
    for (TilePass pass : plan.passes()) {
      List<PairMatches> part = find(tools, work, plan, pass, baseline);
      for (int p = 0; p < all.size(); p++) {
        all.get(p).merge(part.get(p));
      }
    }
    return all;
  }

  private static List<PairMatches> empty(GroupWork work, BaselineDraws baseline) {
    List<PairMatches> matches = new ArrayList<>();
    work.pairs().forEach(pair -> matches.add(new PairMatches(pair, baseline.draws())));
    return matches;
  }

  private static List<PairMatches> find(
      PassTools tools, GroupWork work, TilePlan plan, TilePass pass, BaselineDraws baseline) {
    TilePassRun run = new TilePassRun(tools, work, plan, pass, baseline);
    RunSavepoints savepoints = tools.savepoints();
    String key = RunSavepoints.key("matches", run.key() + axes(work));
    List<PairMatches> matches = empty(work, baseline);
    Optional<InputStream> saved = savepoints.open(key);
    if (saved.isPresent()) {
      read(saved.get(), matches);
      tools.ledger().remark("took a finished pass from a savepoint");
      tools.meter().skip(run.flops());
      return matches;
    }
    try (FinishedPass finished = run.open()) {
      new MatchFinder(tools.kernels(), work, baseline, finished, matches, tools.between()).find();
      tools.meter().add(run.mapFlops());
      tools.ledger().addWork(run.mapFlops(), 0, 0);
    }
    if (savepoints.isLong()) {
      write(savepoints, key, matches);
      savepoints.remove(run.key());
    }
    return matches;
  }

  /** Returns what the size of the matches of each pair depends on. */
  private static String axes(GroupWork work) {
    StringBuilder text = new StringBuilder();
    for (NeuronPair pair : work.pairs()) {
      text.append("\npair ").append(pair.leftAxis().describe());
      text.append(" with ").append(pair.rightAxis().describe());
    }
    return text.toString();
  }

  private static void read(InputStream saved, List<PairMatches> matches) {
    try (DataInputStream in = new DataInputStream(saved)) {
      for (PairMatches pair : matches) {
        pair.read(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // its bytes were checked when it was opened
    }
  }

  private static void write(SavepointStore store, String key, List<PairMatches> matches) {
    store.write(
        key,
        out -> {
          for (PairMatches pair : matches) {
            pair.write(out);
          }
        });
  }
}
