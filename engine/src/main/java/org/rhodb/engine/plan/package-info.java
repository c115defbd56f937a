/**
 * What the SQL around the islands wants of them: a statement comes in, a plan of relational nodes
 * goes out.
 *
 * <p>Front door: {@link org.rhodb.engine.plan.QueryPlanner}. {@link org.rhodb.engine.plan.Bounds}
 * is what later stages read: plain values, so that no other room knows the planner's library.
 * Shares Apache Calcite with the optimiser and with nobody else.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.plan;
