package org.rhodb.engine.execute.correlate.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pair.PairMatches;
import org.rhodb.engine.execute.correlate.pair.UniversalGate;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.network.tensor.screen.EstimateTile;
import org.rhodb.engine.network.tensor.screen.PairChoice;

/**
 * The best matches of one group, screened: bounds of every best match first, then the pairs that
 * may be one, of those neurons only that can be among the rows that are wanted.
 */
public final class ScreenedMatches {
  private final PassTools tools;
  private final UniversalGroup group;
  private final ScreenPlan plan;
  private final int index;
  private final UniversalGate gate;
  private final BaselineDraws baseline;
  private final List<boolean[]> isComputed = new ArrayList<>();

  /**
   * Creates the search.
   *
   * @param index of the group in the plan
   * @param baseline which what is found has room for
   */
  public ScreenedMatches(
      PassTools tools,
      UniversalGroup group,
      ScreenPlan plan,
      int index,
      UniversalGate gate,
      BaselineDraws baseline) {
    this.tools = tools;
    this.group = group;
    this.plan = plan;
    this.index = index;
    this.gate = gate;
    this.baseline = baseline;
  }

  /** Runs the search; empty if computing everything is cheaper. */
  public Optional<List<PairMatches>> find() {
    return ScreenRun.find(tools, group.work(), plan, index, this::find).map(this::matches);
  }

  /**
   * Returns whether the best matches of a neuron were looked for in every other model. Of one that
   * was not, only those are known by which it is another's best match: its statistics are not its.
   */
  public boolean isComputed(int reference, int neuron) {
    return isComputed.get(reference)[neuron];
  }

  private List<PairMatches> matches(List<ScreenRun.Found> found) {
    List<PairMatches> all = new ArrayList<>();
    for (int p = 0; p < found.size(); p++) {
      PairMatches matches = new PairMatches(group.work().pairs().get(p), baseline.draws());
      PairChoice choice = found.get(p).choice();
      for (int row = 0; row < choice.height(); row++) {
        for (int c = choice.start(row); c < choice.start(row + 1); c++) {
          double rho = found.get(p).rho(c);
          matches.best(true).offer(row, rho, choice.column(c));
          matches.best(false).offer(choice.column(c), rho, row);
        }
      }
      all.add(matches);
    }
    return all;
  }

  private void find(ScreenRun.Screens screens, List<Candidates> candidates) {
    List<BestRange> rows = new ArrayList<>();
    List<BestRange> columns = new ArrayList<>();
    List<LikelyMatches> likely = new ArrayList<>();
    for (int p = 0; p < candidates.size(); p++) {
      NeuronPair pair = group.work().pairs().get(p);
      rows.add(new BestRange(pair.leftAxis().size()));
      columns.add(new BestRange(pair.rightAxis().size()));
      likely.add(new LikelyMatches(pair.leftAxis().size(), pair.rightAxis().size()));
      try (EstimateTile tile = screens.open(p)) {
        new PairScreen(tile, screens.between())
            .findBounds(rows.get(p), columns.get(p), likely.get(p));
      }
      screens.pairDone();
    }
    List<AskedMatches> asked = new ArrayList<>();
    for (int p = 0; p < candidates.size(); p++) {
      asked.add(new AskedMatches(rows.get(p), columns.get(p)));
    }
    isComputed.clear();
    for (UniversalGroup.Reference reference : group.references()) {
      ask(reference, asked);
    }
    for (int p = 0; p < candidates.size(); p++) {
      AskedMatches of = asked.get(p);
      BestCandidates best = new BestCandidates(screens, p, likely.get(p), candidates.get(p));
      best.find(of.floors(true), of.floors(false));
      if (gate.isMutualWanted() && !gate.isOpen()) {
        AskedMatches partners = of.partners(best.found());
        best.find(partners.floors(true), partners.floors(false));
      }
    }
  }

  private void ask(UniversalGroup.Reference reference, List<AskedMatches> asked) {
    List<UniversalGroup.Side> sides = reference.sides();
    double[] highest = new double[sides.size()];
    boolean[] isWanted = new boolean[reference.axis().size()];
    isComputed.add(isWanted);
    for (int neuron = 0; neuron < reference.axis().size(); neuron++) {
      for (int s = 0; s < highest.length; s++) {
        UniversalGroup.Side side = sides.get(s);
        highest[s] = asked.get(side.pair()).range(side.isLeft()).high(neuron);
      }
      isWanted[neuron] = gate.isOpen() || gate.admits(highest);
      for (int s = 0; s < highest.length && isWanted[neuron]; s++) {
        UniversalGroup.Side side = sides.get(s);
        double needed = gate.isOpen() ? -4 : gate.needed(highest, s);
        asked.get(side.pair()).ask(side.isLeft(), neuron, needed);
      }
    }
    if (gate.isOpen() && gate.isMutualWanted()) {
      for (UniversalGroup.Side side : sides) {
        asked.get(side.pair()).askAll(!side.isLeft());
      }
    }
  }
}
