package org.rhodb.engine.execute.correlate.screen;

import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.reuse.SketchShelf;
import org.rhodb.engine.network.tensor.screen.ScreenRows;
import org.rhodb.engine.network.tensor.screen.ScreenType;
import org.rhodb.engine.network.tensor.screen.SketchShape;
import org.rhodb.engine.network.tensor.screen.TokenSketch;

/**
 * What the passes of a group's networks are expected to cost: the first over those tokens that no
 * kept sketch is of, with reading what was kept and keeping what is new, the second over all but
 * the tokens whose activations the first one holds. Grows network by network.
 */
final class PassesCost {
  /** What beginning a second pass takes, however short: kernels compiled, weights opened again. */
  private static final double OPEN_SECONDS = 0.05;

  private final DeviceRates rates;
  private final ScreenRows rows;
  private final ScreenType type;
  private final SketchShelf shelf;
  private final double tokens;
  private double firstSeconds;
  private double streamSeconds;
  private double flops;
  private double bytes;
  private int forwardPasses;
  private int kept;
  private final Holdable holdable = new Holdable();
  private double heldShare;

  /** What one pass costs over the networks whose activations may be held. */
  private static final class Holdable {
    private double tokenBytes;
    private double seconds;
    private double flops;
    private double bytes;
    private int forwardPasses;
  }

  PassesCost(
      DeviceRates rates, ScreenRows rows, ScreenType type, SketchShelf shelf, double tokens) {
    this.rates = rates;
    this.rows = rows;
    this.type = type;
    this.shelf = shelf;
    this.tokens = tokens;
  }

  /**
   * Returns whether a pass is worth holding: the model runs for it, from the first token on.
   *
   * @param isWhole whether no kept sketch is of some of the tokens
   */
  static boolean isHoldable(ActivationCost cost, boolean isWhole) {
    return isWhole && cost.forwardPasses() > 0;
  }

  /**
   * Adds a network.
   *
   * @param cost of all tokens
   * @param captured neurons that a pass gives, {@code neurons} of which are screened
   * @param missing share of the tokens that no kept sketch is of
   */
  void add(ActivationCost cost, int captured, int neurons, double missing) {
    if (isHoldable(cost, missing == 1)) {
      holdable.tokenBytes += (double) Float.BYTES * captured;
      holdable.seconds += rates.seconds(cost);
      holdable.flops += cost.flops();
      holdable.bytes += cost.bytes();
      holdable.forwardPasses += cost.forwardPasses();
    }
    double values = tokens * neurons;
    double perValue = 1 / rates.fill();
    double sketchFlops = 0;
    double read = 0;
    double write = 0;
    if (rows instanceof SketchShape shape) {
      perValue += 1 / rates.sketch();
      sketchFlops = 2.0 * SketchShape.RANGE_ROWS * values;
      long sketched = TokenSketch.bytes(shape, neurons);
      read = missing < 1 ? sketched : 0;
      double making = missing * (rates.seconds(cost) + values * perValue);
      write = missing > 0 ? shelf.writeSeconds(sketched, making) : 0;
    }
    streamSeconds += rates.seconds(cost);
    double rounding = type == ScreenType.FLOAT32 ? rates.fill() : rates.round();
    firstSeconds +=
        OPEN_SECONDS
            + missing * (rates.seconds(cost) + values * perValue)
            + read / rates.read()
            + write
            + rows.count() * (double) neurons / rounding;
    flops += (1 + missing) * cost.flops() + missing * sketchFlops;
    bytes += (1 + missing) * cost.bytes() + read;
    forwardPasses += (missing > 0 ? 2 : 1) * cost.forwardPasses();
    kept += missing < 1 ? 1 : 0;
  }

  /** Holds as many of the first tokens as fit, if that is faster than running models for them. */
  void hold(double roomBytes) {
    double all = holdable.tokenBytes * tokens;
    if (holdable.seconds > all / rates.hold()) {
      heldShare = Math.min(1, roomBytes / all);
      firstSeconds += heldShare * all / rates.hold();
    }
  }

  long heldTokens() {
    return (long) (heldShare * tokens);
  }

  long heldBytes() {
    return (long) (heldShare * tokens * holdable.tokenBytes);
  }

  /** Returns what the first passes take. */
  double firstSeconds() {
    return firstSeconds;
  }

  /** Returns what the activations of the second pass take. */
  double streamSeconds() {
    return streamSeconds - heldShare * holdable.seconds;
  }

  double flops() {
    return flops - heldShare * holdable.flops;
  }

  long bytes() {
    return (long) (bytes - heldShare * holdable.bytes);
  }

  int forwardPasses() {
    return forwardPasses - (heldShare < 1 ? 0 : holdable.forwardPasses);
  }

  /** Returns the networks of which something was kept. */
  int kept() {
    return kept;
  }
}
