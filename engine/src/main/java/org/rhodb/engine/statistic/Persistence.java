package org.rhodb.engine.statistic;

import java.util.BitSet;
import java.util.List;

/**
 * How many of a model's universal neurons are still universal at the next checkpoint, beside what
 * chance would keep.
 *
 * <p>U is the set at this checkpoint, U' the one at the next, U* the one at the last. The null is
 * two random sets of the same sizes in the same layers: a layer of N neurons keeps a hypergeometric
 * number of mean |U||U'| / N. Source: domain.md, section 2; Nandan et al. 2025 (arXiv 2508.00903),
 * whose P_persist is {@code pPersist}.
 *
 * @param universal |U|
 * @param nextUniversal |U'|
 * @param kept |U ∩ U'|
 * @param keptFinal |U ∩ U*|
 * @param expectedKept mean of |U ∩ U'| under the null: the sum over layers of |U||U'| / N
 */
public record Persistence(
    long universal, long nextUniversal, long kept, long keptFinal, double expectedKept) {

  /**
   * Compares three sets of neurons of one model.
   *
   * @param now U, a set a layer
   * @param next U', as many layers
   * @param last U*, as many layers
   * @param neuronsPerLayer N, the same for every layer
   */
  public static Persistence between(
      List<BitSet> now, List<BitSet> next, List<BitSet> last, int neuronsPerLayer) {
    if (now.size() != next.size() || now.size() != last.size()) {
      throw new IllegalArgumentException(
          "layers differ: " + now.size() + ", " + next.size() + ", " + last.size());
    }
    long universal = 0;
    long nextUniversal = 0;
    long kept = 0;
    long keptFinal = 0;
    double expectedKept = 0;
    for (int layer = 0; layer < now.size(); layer++) {
      long here = now.get(layer).cardinality();
      long there = next.get(layer).cardinality();
      universal += here;
      nextUniversal += there;
      kept += common(now.get(layer), next.get(layer));
      keptFinal += common(now.get(layer), last.get(layer));
      expectedKept += (double) here * there / neuronsPerLayer;
    }
    return new Persistence(universal, nextUniversal, kept, keptFinal, expectedKept);
  }

  /** Returns |U' \ U|: newly universal. */
  public long gained() {
    return nextUniversal - kept;
  }

  /** Returns |U \ U'|: no longer universal. */
  public long lost() {
    return universal - kept;
  }

  /** Returns the share of U that is in U', 0 to 1; NaN where U is empty. */
  public double pPersist() {
    return share((double) kept);
  }

  /** Returns the share of U that is in U*, 0 to 1; NaN where U is empty. */
  public double pFinal() {
    return share((double) keptFinal);
  }

  /** Returns |U ∩ U'| / |U ∪ U'|, 0 to 1; NaN where both are empty. */
  public double jaccard() {
    long union = universal + nextUniversal - kept;
    return union == 0 ? Double.NaN : (double) kept / union;
  }

  /** Returns the mean of {@link #pPersist} under the null, 0 to 1; NaN where U is empty. */
  public double expected() {
    return share(expectedKept);
  }

  private double share(double count) {
    return universal == 0 ? Double.NaN : count / universal;
  }

  private static long common(BitSet a, BitSet b) {
    BitSet both = (BitSet) a.clone();
    both.and(b);
    return both.cardinality();
  }
}
