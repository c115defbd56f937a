package org.rhodb.engine.statistic;

/**
 * Next-token loss and the divergence of two predictions, in nats, from logits in float64: the
 * reference that the fused kernels are measured against.
 */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * Returns -log p(target), in nats.
   *
   * @param logits of every token of the vocabulary
   */
  public static double ofLogits(double[] logits, int target) {
    return logSumExp(logits) - logits[target];
  }

  /**
   * Returns KL(clean || ablated), in nats, at least 0.
   *
   * @param clean logits of the untouched run
   * @param ablated logits of the ablated run, over the same vocabulary
   */
  public static double divergence(double[] clean, double[] ablated) {
    double cleanNorm = logSumExp(clean);
    double ablatedNorm = logSumExp(ablated);
    double sum = 0;
    for (int v = 0; v < clean.length; v++) {
      double logP = clean[v] - cleanNorm;
      sum += Math.exp(logP) * (logP - (ablated[v] - ablatedNorm));
    }
    return Math.max(0, sum);
  }

  /** Returns log(sum(exp(x))), shifted by the maximum so that nothing overflows. */
  static double logSumExp(double[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      max = Math.max(max, v);
    }
    double sum = 0;
    for (double v : values) {
      sum += Math.exp(v - max);
    }
    return max + Math.log(sum);
  }
}
