/**
 * Names become things: a statement with names comes in, an analysis with catalog entries goes out,
 * with all errors at once and before anything runs.
 *
 * <p>Front door: {@link org.rhodb.engine.analyze.Analyzer}. Knows the catalog; knows neither plans
 * nor execution.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.analyze;
