/**
 * What can go wrong, told to the user: {@link org.rhodb.engine.error.ErrorCode} lists every case,
 * {@link org.rhodb.engine.error.QueryException} carries one of them with its place in the user's
 * text.
 *
 * <p>Front door: {@link org.rhodb.engine.error.QueryException}. Knows nothing of any stage.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.error;
