/**
 * Pure arithmetic of the field: numbers come in, statistics go out. Correlation and its moments,
 * best matches, the persistence of a set and its expectation by chance, cross-entropy, and the
 * seeded random numbers behind every baseline.
 *
 * <p>Front door: each class by itself; {@link org.rhodb.engine.statistic.Pearson} is where to start
 * reading. Knows neither tensors nor files nor plans, so each formula can be checked by hand.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>What is undefined is {@link Double#NaN} here and NULL in a row: a correlation with a neuron
 *       of zero variance, the persistence of an empty set. It is never 0.
 *   <li>Random numbers are ours ({@link org.rhodb.engine.statistic.GaussianNumbers}), not the
 *       tensor library's: the same draws on every device and in every version of it.
 * </ul>
 *
 * <h2>References</h2>
 *
 * Gurnee et al. 2024, arXiv 2401.12181: correlation, baseline, excess (eq. 2 and 3). Nandan et al.
 * 2025, arXiv 2508.00903: persistence.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.statistic;
