package org.rhodb.engine.execute.correlate.screen;

import java.util.Optional;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;

/**
 * What of all correlations a query wants, as far as it decides how many pairs a screen leaves.
 *
 * @param kind which pairs
 * @param lowest smallest |rho| wanted; of {@link Kind#MATCHES}, smallest best match
 * @param isSigned whether pairs of rho below {@code -lowest} are not wanted
 * @param models of {@link Kind#MATCHES}, the models over whose matches {@code lowest} is a mean
 * @param isMutual of {@link Kind#MATCHES}, whether it is asked if a match is mutual
 * @param isBaselineWanted of {@link Kind#MATCHES}, whether every correlation of a wanted neuron is,
 *     too, for its baseline
 */
public record ScreenGoal(
    Kind kind,
    double lowest,
    boolean isSigned,
    int models,
    boolean isMutual,
    boolean isBaselineWanted) {

  ScreenGoal(Kind kind, double lowest, boolean isSigned) {
    this(kind, lowest, isSigned, 1, false, false);
  }

  /** Returns that all pairs of rho above zero are wanted, which no screen answers. */
  public static ScreenGoal ofAll() {
    return new ScreenGoal(Kind.RANGE, 0, true);
  }

  /** Returns that best matches are wanted whose mean over some models is at least so high. */
  public static ScreenGoal ofMatches(double lowest, int models, boolean isMutual) {
    return new ScreenGoal(Kind.MATCHES, lowest, true, models, isMutual, false);
  }

  /** Returns the same goal with a baseline of every neuron that is wanted. */
  public ScreenGoal withBaseline() {
    return new ScreenGoal(kind, lowest, isSigned, models, isMutual, true);
  }

  /** Which pairs are wanted. */
  public enum Kind {
    /** Those whose rho lies within bounds. */
    RANGE,
    /** Those of the highest rho. */
    TOP,
    /** The best match of each left neuron. */
    BEST,
    /** The best match of each neuron on both sides. */
    MATCHES
  }

  /** Best match of a typical neuron of the demo study's last checkpoints. */
  private static final double TYPICAL_BEST = 0.43;

  /**
   * Returns what a screen would look for; empty where it could not answer, or would leave most.
   *
   * @param filter which no row has raised yet
   * @param pairs how many there are
   */
  public static Optional<ScreenGoal> of(RhoFilter filter, long pairs) {
    if (filter.isRowMaximumEnough()) {
      return Optional.of(new ScreenGoal(Kind.BEST, filter.low(), true));
    }
    double lowest = Math.max(filter.magnitude(), Math.max(filter.low(), -filter.high()));
    if (lowest > 0) {
      return Optional.of(new ScreenGoal(Kind.RANGE, lowest, filter.magnitude() == 0));
    }
    // NULLs come last, so that few of many pairs never reach them.
    return filter.isTopOnly()
            && filter.topK() < pairs / 1000
            && !filter.isBestOnly()
            && filter.low() <= -2
            && filter.high() >= 2
        ? Optional.of(new ScreenGoal(Kind.TOP, 0, true))
        : Optional.empty();
  }

  /**
   * Returns the share of pairs whose rho exceeds a bound, as in trained models: 0.55 exp(-12 rho),
   * which is within a factor of 1.5 between 0.1 and 0.8 for the demo study at step 2000 (17 % above
   * 0.1, 1.4 % above 0.3, 0.14 % above 0.5, 0.0044 % above 0.8 of 1.64 million pairs).
   */
  static double shareAbove(double rho) {
    return Math.min(1, 0.55 * Math.exp(-12 * Math.max(0, rho)));
  }

  /**
   * Returns the share of neurons whose best match exceeds a bound, as in trained models: {@code
   * exp(-7.5 (rho - 0.345))}, which is within a factor of 1.3 for the demo study's five models at
   * step 2000 (87 % above 0.35, 45 % above 0.45, 18 % above 0.55, 5.8 % above 0.7).
   */
  static double bestShareAbove(double rho) {
    return Math.min(1, Math.exp(-7.5 * (rho - 0.345)));
  }

  /**
   * Returns the share of pairs that a screen with this margin leaves, before anything is known.
   *
   * @param neurons of a side
   */
  double candidateShare(double margin, double neurons) {
    return switch (kind) {
      case RANGE -> (isSigned ? 1 : 1.5) * shareAbove(lowest - margin);
      case TOP -> shareAbove(0.6 - 2 * margin);
      case BEST -> askedShare(margin) * shareAbove(Math.max(TYPICAL_BEST, lowest) - 2 * margin);
      case MATCHES -> matchShare(margin, neurons);
    };
  }

  /**
   * The least that is needed of a match is needed where the others leave as much slack as a lower
   * bound does: a neuron whose matches are {@code lowest - margin (models - 2) / models}. Partners
   * are asked for at that height, too, and soon are all columns. Within a factor of two to five of
   * what exact correlations of the demo study's models say for bounds of 0.3 to 0.7 and margins of
   * 0.01 to 0.2: at 0.5, a margin of 0.05 leaves 0.8 % of pairs, 0.1 leaves 8 %, 0.15 leaves 39 %.
   */
  private double matchShare(double margin, double neurons) {
    double asked = askedShare(margin);
    double slack = 2 * margin * (models - 1) / models;
    double floor = Math.max(lowest - slack, TYPICAL_BEST - margin);
    double likely = shareAbove(floor - margin);
    double partners = isMutual ? 2 * (1 - Math.exp(-asked * likely * neurons)) : 0;
    return Math.min(1, (asked + partners) * likely);
  }

  /** Returns the share of neurons whose baseline is computed. */
  double baselineShare() {
    return isBaselineWanted ? askedShare(0) : 0;
  }

  /** Returns the share of neurons whose best match may be wanted. */
  private double askedShare(double margin) {
    return bestShareAbove(lowest - margin);
  }

  /**
   * Returns how often every estimate is computed: for best matches of both sides once for bounds,
   * and again for the neurons that may be wanted and their partners, unless so few pairs are likely
   * that they are kept.
   *
   * @param neurons of a side
   */
  double sweeps(double margin, double neurons) {
    double likely = 2 * neurons * shareAbove(TYPICAL_BEST - 2 * margin); // of a neuron
    boolean isOnce = kind != Kind.MATCHES || likely < LikelyMatches.PER_NEURON / 2.0;
    return isOnce ? 1 : 1 + Math.min(1, 2 * askedShare(margin));
  }
}
