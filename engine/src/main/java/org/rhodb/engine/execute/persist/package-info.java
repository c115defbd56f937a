/**
 * Runs {@code PERSIST}: a set of neurons a checkpoint comes in, what stays from each checkpoint to
 * the next goes out.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.persist.PersistExec}. Runs no model and knows no
 * corpus.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.persist;
