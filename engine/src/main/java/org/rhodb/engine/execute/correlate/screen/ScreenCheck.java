package org.rhodb.engine.execute.correlate.screen;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.HitBatch;
import org.rhodb.engine.execute.correlate.pair.Hits;
import org.rhodb.engine.execute.correlate.pair.PairMatches;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.execute.correlate.pair.UniversalRow;
import org.rhodb.engine.network.tensor.screen.PairChoice;
import org.rhodb.engine.plan.Bounds;

/**
 * Compares what a screen gave with what computing everything gives, where the setting {@code
 * verify} asks for it. Both are exact to 1e-5, so a pair that near a bound may stand on either side
 * of it.
 */
public final class ScreenCheck {
  private static final double TOLERANCE = 1e-5;

  private ScreenCheck() {}

  /**
   * Compares the pairs of a group that pass a filter.
   *
   * @param dense hits of the group, its pairs numbered from 0; closed by this
   * @throws QueryException B901 with the first pair that differs
   */
  static void compare(GroupWork work, List<ScreenRun.Found> found, Hits dense, RhoFilter filter) {
    HitBatch batch = new HitBatch();
    Set<List<Integer>> given = new HashSet<>();
    try (dense) {
      while (dense.next(batch)) {
        for (int i = 0; i < batch.size(); i++) {
          double rho = batch.rho(i);
          if (Double.isNaN(rho)) {
            continue; // what is undefined is no candidate
          }
          if (filter.admits(rho)) {
            given.add(List.of(batch.pair(i), batch.left(i), batch.right(i)));
          }
          ScreenRun.Found pair = found.get(batch.pair(i));
          int at = pair.choice().indexOf(batch.left(i), batch.right(i));
          if (at < 0 ? isSafely(filter, rho) : !isNear(pair.rho(at), rho)) {
            throw differs(work, batch.pair(i), rho, at < 0 ? Double.NaN : pair.rho(at));
          }
        }
      }
    }
    for (int p = 0; p < found.size(); p++) {
      PairChoice choice = found.get(p).choice();
      for (int row = 0; row < choice.height(); row++) {
        for (int c = choice.start(row); c < choice.start(row + 1); c++) {
          double rho = found.get(p).rho(c);
          boolean isWanted = isSafely(filter, rho) && !filter.isRowMaximumEnough();
          if (isWanted && !given.contains(List.of(p, row, choice.column(c)))) {
            throw differs(work, p, Double.NaN, rho);
          }
        }
      }
    }
  }

  /**
   * Compares the rows of a group: those of either answer that are within the bounds whatever
   * rounding does. Whether matches are mutual is not compared, because it may differ where two are
   * equally high; nor are rows that a bound of it decides.
   *
   * @param search what the screened answer is of
   * @throws QueryException B901 with the first neuron that differs
   */
  public static void compare(
      UniversalGroup group,
      ScreenedMatches search,
      List<PairMatches> screened,
      List<PairMatches> dense,
      Bounds bounds) {
    boolean isMutualBound = !bounds.column("mutual").isAny();
    for (int r = 0; r < group.references().size(); r++) {
      UniversalGroup.Reference reference = group.references().get(r);
      for (int i = 0; i < reference.axis().size(); i++) {
        UniversalRow exact = UniversalRow.of(reference, i, dense);
        UniversalRow found = UniversalRow.of(reference, i, screened);
        boolean isFound = search.isComputed(r, i);
        boolean isRow = isSafely(bounds, exact) || (isFound && isSafely(bounds, found));
        boolean isTie = isMutualBound && isFound && exact.mutual() != found.mutual();
        if (isRow && !isTie && !(isFound && isNear(exact, found))) {
          throw differs(group.work(), reference.sides().get(0).pair(), exact.rho(), found.rho());
        }
      }
    }
  }

  private static boolean isNear(UniversalRow a, UniversalRow b) {
    return a.others() == b.others()
        && isNear(a.rho(), b.rho())
        && isNear(a.minRho(), b.minRho())
        && isNear(a.maxRho(), b.maxRho())
        && isNear(a.baseline(), b.baseline());
  }

  private static boolean isSafely(Bounds bounds, UniversalRow row) {
    return row.shifted(-TOLERANCE).isWithin(bounds) && row.shifted(TOLERANCE).isWithin(bounds);
  }

  private static boolean isSafely(RhoFilter filter, double rho) {
    return filter.admits(rho - TOLERANCE) && filter.admits(rho + TOLERANCE);
  }

  private static boolean isNear(double a, double b) {
    return Double.isNaN(a) ? Double.isNaN(b) : Math.abs(a - b) <= TOLERANCE;
  }

  private static QueryException differs(GroupWork work, int pair, double dense, double screened) {
    return QueryException.of(
            ErrorCode.B901,
            String.format(
                Locale.ROOT,
                "a screened correlation of %s differs from the dense one, in pair %d: %.7f and %.7f",
                work.describe(),
                pair,
                screened,
                dense))
        .withHint("SET strategy = 'dense' gives the dense answer; please report this");
  }
}
