/**
 * What a text says: sealed families of records, each node with its place in the text.
 *
 * <p>Front door: {@link org.rhodb.grammar.tree.Statement}. A DSL relation inside SQL is an {@link
 * org.rhodb.grammar.tree.Island}; the SQL around it stays text ({@link
 * org.rhodb.grammar.tree.SqlText}).
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.grammar.tree;
