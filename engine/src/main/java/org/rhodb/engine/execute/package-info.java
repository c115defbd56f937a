/**
 * Runs what was planned: an {@link org.rhodb.engine.execute.Operator} comes in, rows go out in
 * chunks, with progress, cancellation and a memory budget.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.Operator}. Knows neither the user's text nor
 * Calcite nor DuckDB; tensors only through {@code engine.network}.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute;
