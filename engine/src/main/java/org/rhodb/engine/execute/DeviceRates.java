package org.rhodb.engine.execute;

/**
 * How fast one device does what operators are made of; plans are chosen by it, results never depend
 * on it.
 *
 * @param product FLOP/s of matrix products in float32
 * @param roundedProduct operations/s of matrix products of rounded values, in the faster type
 * @param forward FLOP/s of a forward pass
 * @param fill values/s centred, scaled and added to moments
 * @param round values/s rounded
 * @param sketch values/s added to a sketch
 * @param compare pairs/s whose estimate is compared with a bound
 * @param transpose values/s turned to a row a neuron
 * @param pair products/s of chosen pairs
 * @param read bytes/s read from shards
 */
public record DeviceRates(
    double product,
    double roundedProduct,
    double forward,
    double fill,
    double round,
    double sketch,
    double compare,
    double transpose,
    double pair,
    double read) {

  /**
   * What is assumed of a device that was not measured: two cores of a server of 2023 without matrix
   * units, rounded down.
   */
  public static final DeviceRates DEFAULTS =
      new DeviceRates(200e9, 600e9, 120e9, 0.8e9, 0.3e9, 0.6e9, 0.2e9, 0.6e9, 4e9, 1e9);

  public DeviceRates {
    double[] all = {
      product, roundedProduct, forward, fill, round, sketch, compare, transpose, pair, read
    };
    for (double rate : all) {
      if (!(rate > 0) || Double.isInfinite(rate)) {
        throw new IllegalArgumentException("a rate is " + rate);
      }
    }
  }

  /** Returns the seconds of a stream of activations. */
  public double seconds(ActivationCost cost) {
    return cost.forwardPasses() > 0 ? cost.flops() / forward : cost.bytes() / read;
  }
}
