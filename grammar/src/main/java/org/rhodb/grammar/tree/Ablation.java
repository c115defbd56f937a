package org.rhodb.grammar.tree;

/** {@code USING ...}: what replaces an ablated neuron's post-activation. */
public sealed interface Ablation {

  /** {@code USING ZERO}. */
  record Zero() implements Ablation {}

  /** {@code USING MEAN}: the neuron's mean over the corpus' unmasked tokens. */
  record Mean() implements Ablation {}

  /** {@code USING RESAMPLE [SEED n]}: the same neuron at another token. */
  record Resample(long seed) implements Ablation {}

  /** {@code USING 0.25}: a fixed value, one that float32 holds. */
  record Fixed(double value) implements Ablation {
    public Fixed {
      if (!isFloat32(value)) {
        throw new IllegalArgumentException("value is " + value);
      }
    }

    /** Returns whether a value is finite in float32. */
    public static boolean isFloat32(double value) {
      return Float.isFinite((float) value);
    }
  }
}
