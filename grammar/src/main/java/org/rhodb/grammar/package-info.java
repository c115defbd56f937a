/**
 * Text in, statements out. Knows nothing else of the engine.
 *
 * <p>{@link org.rhodb.grammar.Position} is a range of the user's own text; every node of {@link
 * org.rhodb.grammar.tree} has one.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.grammar;
