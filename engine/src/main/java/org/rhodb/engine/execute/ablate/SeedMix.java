package org.rhodb.engine.execute.ablate;

/** Spreads a seed over 64 bits, so that seeds next to each other give unrelated numbers. */
final class SeedMix {
  private SeedMix() {}

  /** Returns the finaliser of SplitMix64 (Steele, Lea, Flood 2014) of a value. */
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
