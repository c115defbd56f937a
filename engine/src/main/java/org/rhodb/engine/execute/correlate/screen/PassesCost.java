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
 * kept sketch is of, with reading what was kept and keeping what is new, the second over all. Grows
 * network by network.
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

  PassesCost(
      DeviceRates rates, ScreenRows rows, ScreenType type, SketchShelf shelf, double tokens) {
    this.rates = rates;
    this.rows = rows;
    this.type = type;
    this.shelf = shelf;
    this.tokens = tokens;
  }

  /**
   * Adds a network.
   *
   * @param cost of all tokens
   * @param missing share of the tokens that no kept sketch is of
   */
  void add(ActivationCost cost, int neurons, double missing) {
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

  /** Returns what the first passes take. */
  double firstSeconds() {
    return firstSeconds;
  }

  /** Returns what the activations of one pass take, over all tokens. */
  double streamSeconds() {
    return streamSeconds;
  }

  double flops() {
    return flops;
  }

  long bytes() {
    return (long) bytes;
  }

  int forwardPasses() {
    return forwardPasses;
  }

  /** Returns the networks of which something was kept. */
  int kept() {
    return kept;
  }
}
