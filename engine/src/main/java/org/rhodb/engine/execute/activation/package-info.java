/**
 * Runs {@code ACTIVATIONS OF MODEL} and gives other operators their activations: a checkpoint, a
 * corpus and bounds come in, one row an activation goes out, or an {@link
 * org.rhodb.engine.execute.ActivationStream}.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.activation.ActivationScanExec} and, for whoever
 * needs activations, {@link org.rhodb.engine.execute.activation.ModelRerun}, which runs the model.
 * Knows nothing of activations that were ingested.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.activation;
