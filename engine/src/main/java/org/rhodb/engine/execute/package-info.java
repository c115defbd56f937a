/**
 * What operators share: an {@link org.rhodb.engine.execute.Operator} comes in, rows go out in
 * chunks, with progress, cancellation, savepoints, a ledger of runs and a memory budget.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.Operator}. Each relation has its operator in a
 * package of its own, none of which is known here; {@code reuse} holds what statements leave for
 * later ones. Knows neither the user's text nor Calcite nor DuckDB; tensors only through {@code
 * engine.network}.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute;
