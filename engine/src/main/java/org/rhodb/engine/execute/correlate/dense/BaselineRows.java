package org.rhodb.engine.execute.correlate.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pair.PairMatches;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.execute.correlate.pass.PassTools;

/**
 * The baselines of some neurons of a group, whose matches are known: every correlation of theirs,
 * and nobody else's.
 */
public final class BaselineRows {
  private final UniversalGroup group;
  private final BaselineDraws baseline;
  private final List<UniversalGroup.Side> sides = new ArrayList<>();
  private final List<int[]> neurons = new ArrayList<>();
  private final GroupWork work;
  private int count;

  /**
   * Creates the search.
   *
   * @param wanted of each reference, which of its neurons
   */
  public BaselineRows(UniversalGroup group, BaselineDraws baseline, List<boolean[]> wanted) {
    this.group = group;
    this.baseline = baseline;
    List<NeuronPair> pairs = new ArrayList<>();
    for (int r = 0; r < wanted.size(); r++) {
      boolean[] isWanted = wanted.get(r);
      int[] chosen = IntStream.range(0, isWanted.length).filter(i -> isWanted[i]).toArray();
      count += chosen.length;
      if (chosen.length > 0) {
        group.references().get(r).sides().forEach(side -> pairs.add(add(side, chosen)));
      }
    }
    this.work = group.work().of(pairs);
  }

  /** Returns the pair of some neurons of a side with all of the other. */
  private NeuronPair add(UniversalGroup.Side side, int[] chosen) {
    sides.add(side);
    neurons.add(chosen);
    NeuronPair pair = group.work().pairs().get(side.pair());
    NeuronAxis left = pair.leftAxis();
    NeuronAxis right = pair.rightAxis();
    return new NeuronPair(
        pair.left(),
        side.isLeft() ? left.choose(chosen) : left,
        pair.right(),
        side.isLeft() ? right : right.choose(chosen),
        side.isLeft(),
        !side.isLeft());
  }

  /** Returns the number of neurons whose baselines are computed. */
  public int count() {
    return count;
  }

  /** Returns the plan within some memory; empty if not even the smallest tiles fit. */
  public Optional<TilePlan> plan(TilePlanner planner, long bytes) {
    return MemoryBudget.ifFits(() -> planner.plan(work, new MemoryBudget(bytes)));
  }

  /**
   * Computes them.
   *
   * @param matches of each pair of the group; what is found is offered to them
   */
  public void find(PassTools tools, TilePlan plan, List<PairMatches> matches) {
    List<PairMatches> found = GroupMatches.find(tools, work, plan, baseline);
    for (int p = 0; p < found.size(); p++) {
      UniversalGroup.Side side = sides.get(p);
      matches.get(side.pair()).offerBaselines(side.isLeft(), neurons.get(p), found.get(p));
    }
  }
}
