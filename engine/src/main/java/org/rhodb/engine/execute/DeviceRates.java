package org.rhodb.engine.execute;

import java.util.Set;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.tensor.screen.ScreenType;

/**
 * How fast one device does what operators are made of; plans are chosen by it, results never depend
 * on it.
 *
 * @param product FLOP/s of matrix products in float32
 * @param int8Product operations/s of matrix products in 8 bits
 * @param bfloat16Product operations/s of matrix products in bfloat16
 * @param forward FLOP/s of a forward pass's products
 * @param activate values/s that activation functions and softmax take between those products
 * @param fill values/s centred, scaled and added to moments
 * @param round values/s rounded
 * @param sketch values/s added to a sketch
 * @param compare pairs/s whose estimate is compared with a bound
 * @param transpose values/s turned to a row a neuron
 * @param pair products/s of chosen pairs
 * @param read bytes/s read from shards
 * @param hold bytes/s of memory taken from the system to hold something
 */
public record DeviceRates(
    double product,
    double int8Product,
    double bfloat16Product,
    double forward,
    double activate,
    double fill,
    double round,
    double sketch,
    double compare,
    double transpose,
    double pair,
    double read,
    double hold) {

  /**
   * Two cores of a server of 2023 with AVX-512 and its products of short types, without matrix
   * units, rounded down.
   */
  public static final DeviceRates DEFAULTS =
      new DeviceRates(
          200e9, 600e9, 330e9, 160e9, 0.6e9, 1e9, 0.5e9, 0.8e9, 0.3e9, 0.9e9, 8e9, 1e9, 2e9);

  /** The same without AVX-512: two Zen 3 cores, measured, rounded down. */
  private static final DeviceRates AVX2 =
      new DeviceRates(
          110e9, 1e9, 1e9, 100e9, 0.4e9, 0.8e9, 0.3e9, 0.6e9, 0.2e9, 0.6e9, 3e9, 1e9, 2e9);

  /** A graphics card of 2020, rounded down; its library multiplies 8 bits in some shapes only. */
  private static final DeviceRates CUDA =
      new DeviceRates(
          10e12, 1e9, 40e12, 5e12, 40e9, 40e9, 20e9, 40e9, 10e9, 20e9, 50e9, 1e9, 100e9);

  /** Rate of a product for which the library has no kernel worth the name, or none we know of. */
  private static final double SLOW = 1e9;

  /** Cores that the assumed rates are of. */
  private static final double CORES = 2;

  public DeviceRates {
    double[] all = {
      product,
      int8Product,
      bfloat16Product,
      forward,
      activate,
      fill,
      round,
      sketch,
      compare,
      transpose,
      pair,
      read,
      hold
    };
    for (double rate : all) {
      if (!(rate > 0) || Double.isInfinite(rate)) {
        throw new IllegalArgumentException("a rate is " + rate);
      }
    }
  }

  /**
   * Returns what is assumed of a device that was not measured.
   *
   * @param device {@code cpu} or {@code cuda:n}
   * @param features what the processor can do, as Linux names it; empty where it is not known
   */
  public static DeviceRates assumed(String device, int threads, Set<String> features) {
    if (!device.equals("cpu")) {
      return CUDA;
    }
    DeviceRates base = features.contains("avx512f") ? DEFAULTS : AVX2;
    boolean isInt8 = features.contains("avx512_vnni") || features.contains("amx_int8");
    boolean isBfloat16 = features.contains("avx512_bf16") || features.contains("amx_bf16");
    double cores = threads / CORES;
    return new DeviceRates(
        base.product * cores,
        isInt8 ? DEFAULTS.int8Product * cores : SLOW,
        isBfloat16 ? DEFAULTS.bfloat16Product * cores : SLOW,
        base.forward * cores,
        base.activate * cores,
        base.fill * cores,
        base.round * cores,
        base.sketch * cores,
        base.compare * cores,
        base.transpose * cores,
        base.pair * cores,
        base.read,
        base.hold);
  }

  /** Returns the operations/s of matrix products in a screen's type. */
  public double product(ScreenType type) {
    return switch (type) {
      case INT8 -> int8Product;
      case BFLOAT16 -> bfloat16Product;
      case FLOAT32 -> product;
    };
  }

  /**
   * Returns the seconds that a token of some runs takes less where their divergences come from
   * samples: most logits are not computed, but those that are take more behind the product, and
   * some heads are computed as well.
   */
  public double sampledGain(ForwardCost cost, int runs) {
    double products = cost.headFlops() / forward;
    double values = cost.config().dVocab() / fill;
    double whole = products + values;
    double sampled = AblationMethod.SAMPLE * (products + AblationMethod.SWEEPS * values);
    return runs * (whole - sampled) - AblationMethod.extraHeads(runs) * whole;
  }

  /**
   * Returns the seconds a token of a clean pass and some ablated runs takes.
   *
   * @param flops operations of both, in float32
   */
  public double seconds(ForwardCost cost, AblationMethod method, int runs, double flops) {
    int dVocab = cost.config().dVocab();
    double logits = (double) runs * dVocab;
    double seconds = seconds(cost, runs + ForwardCost.CLEAN_HEADS, flops) + logits / fill;
    return method.samples(runs, dVocab) ? seconds - sampledGain(cost, runs) : seconds;
  }

  /**
   * Returns the seconds of some operations of forward passes.
   *
   * @param heads output heads among them, which activate nothing
   */
  public double seconds(ForwardCost cost, int heads, double flops) {
    double layers = (flops - heads * cost.headFlops()) / cost.layerFlops();
    return forwardSeconds(flops, layers * cost.layerValues());
  }

  /** Returns the seconds of a stream of activations. */
  public double seconds(ActivationCost cost) {
    return cost.forwardPasses() > 0
        ? forwardSeconds(cost.flops(), cost.values())
        : cost.bytes() / read;
  }

  /**
   * Returns the seconds of forward passes.
   *
   * @param flops operations of products
   * @param values of activation functions and softmax between them
   */
  public double forwardSeconds(double flops, double values) {
    return flops / forward + values / activate;
  }
}
