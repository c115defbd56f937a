/**
 * Text in, statements out. Knows nothing else of the engine.
 *
 * <p>Front door: {@link org.rhodb.grammar.QueryParser}. It splits scripts and reads statements into
 * {@link org.rhodb.grammar.tree}; {@link org.rhodb.grammar.SqlRendering} turns SQL with islands
 * into SQL the store can run, and offsets in that back into places in the user's text. A {@link
 * org.rhodb.grammar.Position} is a range of that text; every node has one.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.grammar;
