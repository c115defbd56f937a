/**
 * Moves what a query says into the relations it says it of: a plan comes in, {@link
 * org.rhodb.engine.plan.Bounds} a relation go out.
 *
 * <p>Front door: {@link org.rhodb.engine.optimize.Optimizer}. {@link
 * org.rhodb.engine.optimize.OptimizerPhase} lists the phases and their rules, one rule a file. A
 * new rule is its class and one line there.
 *
 * <h2>Decisions</h2>
 *
 * <p>The plan is never run: the store runs the user's own text, conditions and all. So rules need
 * only be right about which rows cannot matter, and where the planner's reading of a value could
 * differ from the store's (casts, arithmetic, rounding) they widen the bound or leave it. Nothing
 * is simplified or evaluated by the planner's library, whose arithmetic is not the store's.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.optimize;
