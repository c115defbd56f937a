/**
 * Pure arithmetic of the field: correlations, moments, persistence. Numbers come in, numbers go
 * out; no input or output, no tensors, no plans.
 *
 * <p>Front door: each public type is one statistic. Knows nothing else of the engine but its
 * errors.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.statistic;
