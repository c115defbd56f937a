/**
 * From a statement to its result: an engine opens a database, a session runs statements in it.
 *
 * <p>Front door: {@link org.rhodb.engine.QueryResult}. The only package that knows every stage; no
 * stage knows it.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine;
