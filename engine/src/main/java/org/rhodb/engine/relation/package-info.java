/**
 * The relations of the language as table functions of the store: their names, parameters and
 * columns, and the texts that lead from one form to the other.
 *
 * <p>Front door: {@link org.rhodb.engine.relation.Relation}. Of the operators it knows what columns
 * they give; runs nothing.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.relation;
