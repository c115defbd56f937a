package org.rhodb.engine.execute.correlate.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pair.PairMatches;
import org.rhodb.engine.execute.correlate.pair.UniversalGate;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.network.tensor.screen.EstimateTile;
import org.rhodb.engine.network.tensor.screen.PairChoice;
import org.rhodb.engine.plan.Bounds;

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
  private final boolean isMutualWanted;
  private final List<boolean[]> isComputed = new ArrayList<>();

  /**
   * Creates the search.
   *
   * @param index of the group in the plan
   */
  public ScreenedMatches(
      PassTools tools, UniversalGroup group, ScreenPlan plan, int index, Bounds bounds) {
    this.tools = tools;
    this.group = group;
    this.plan = plan;
    this.index = index;
    this.gate = new UniversalGate(bounds);
    this.isMutualWanted = bounds.isUsed("mutual") || !bounds.column("mutual").isAny();
  }

  /** Runs the search; empty if computing everything is cheaper. */
  public Optional<List<PairMatches>> find() {
    ScreenRun run = new ScreenRun(tools, group.work(), plan, plan.groups().get(index));
    return run.find(this::find).map(this::matches);
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
      PairMatches matches = new PairMatches(group.work().pairs().get(p), 0);
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
    Asked asked = new Asked(rows, columns);
    for (UniversalGroup.Reference reference : group.references()) {
      ask(reference, asked);
    }
    for (int p = 0; p < candidates.size(); p++) {
      BestCandidates best =
          new BestCandidates(
              screens, p, rows.get(p), columns.get(p), likely.get(p), candidates.get(p));
      best.find(asked.isRowAsked.get(p), asked.isColumnAsked.get(p));
      if (isMutualWanted && !gate.isOpen()) {
        askPartners(p, asked, best);
      }
    }
  }

  /** Bounds of best matches, by pair and side, and whose are asked for. */
  private static final class Asked {
    private final List<BestRange> rows;
    private final List<BestRange> columns;
    private final List<boolean[]> isRowAsked = new ArrayList<>();
    private final List<boolean[]> isColumnAsked = new ArrayList<>();

    Asked(List<BestRange> rows, List<BestRange> columns) {
      this.rows = rows;
      this.columns = columns;
      rows.forEach(range -> isRowAsked.add(new boolean[range.low().length]));
      columns.forEach(range -> isColumnAsked.add(new boolean[range.low().length]));
    }

    BestRange range(UniversalGroup.Side side) {
      return (side.isLeft() ? rows : columns).get(side.pair());
    }

    boolean[] isAsked(UniversalGroup.Side side) {
      return (side.isLeft() ? isRowAsked : isColumnAsked).get(side.pair());
    }
  }

  private void ask(UniversalGroup.Reference reference, Asked asked) {
    List<UniversalGroup.Side> sides = reference.sides();
    double[] highest = new double[sides.size()];
    boolean[] isWanted = new boolean[reference.axis().size()];
    isComputed.add(isWanted);
    for (int neuron = 0; neuron < reference.axis().size(); neuron++) {
      for (int s = 0; s < highest.length; s++) {
        highest[s] = asked.range(sides.get(s)).high(neuron);
      }
      isWanted[neuron] = gate.isOpen() || gate.admits(highest);
      if (isWanted[neuron]) {
        for (UniversalGroup.Side side : sides) {
          asked.isAsked(side)[neuron] = true;
        }
      }
    }
    if (gate.isOpen() && isMutualWanted) {
      for (UniversalGroup.Side side : sides) {
        Arrays.fill(asked.isAsked(new UniversalGroup.Side(side.pair(), !side.isLeft())), true);
      }
    }
  }

  /** Asks for the best matches of the candidates' other sides: a match may be mutual. */
  private static void askPartners(int pair, Asked asked, BestCandidates best) {
    PairChoice choice = best.found();
    boolean[] wasRowAsked = asked.isRowAsked.get(pair);
    boolean[] wasColumnAsked = asked.isColumnAsked.get(pair);
    boolean[] isRowNew = new boolean[wasRowAsked.length];
    boolean[] isColumnNew = new boolean[wasColumnAsked.length];
    for (int row = 0; row < choice.height(); row++) {
      for (int c = choice.start(row); c < choice.start(row + 1); c++) {
        int column = choice.column(c);
        isColumnNew[column] |= wasRowAsked[row] && !wasColumnAsked[column];
        isRowNew[row] |= wasColumnAsked[column] && !wasRowAsked[row];
      }
    }
    best.find(isRowNew, isColumnNew);
  }
}
