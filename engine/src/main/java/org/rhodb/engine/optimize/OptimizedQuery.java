package org.rhodb.engine.optimize;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rhodb.engine.plan.Bounds;

/**
 * What the optimiser found: the bounds of each island, and how it came to them.
 *
 * @param bounds by island id
 * @param reason why nothing was moved into any relation, in one line; empty if that was tried
 * @param plans the plan at first and after each phase that changed it
 */
public record OptimizedQuery(Map<Integer, Bounds> bounds, String reason, List<PhasePlan> plans) {

  public OptimizedQuery {
    bounds = Map.copyOf(bounds);
    requireNonNull(reason, "reason is null");
    plans = List.copyOf(plans);
  }

  /**
   * A plan as text.
   *
   * @param title the phase it is the result of
   * @param plan one node a line, leaves deepest
   */
  public record PhasePlan(String title, String plan) {
    public PhasePlan {
      requireNonNull(title, "title is null");
      requireNonNull(plan, "plan is null");
    }
  }

  /** Returns the bounds of an island. */
  public Bounds bounds(int islandId) {
    return bounds.getOrDefault(islandId, Bounds.NONE);
  }

  /** Returns all of it as EXPLAIN shows it, without a line break at the end. */
  public String explain() {
    StringBuilder text = new StringBuilder();
    for (PhasePlan plan : plans) {
      text.append("-- ").append(plan.title()).append('\n').append(plan.plan()).append('\n');
    }
    if (!reason.isEmpty()) {
      text.append("runs without push-downs: ").append(reason).append('\n');
    }
    new TreeMap<>(bounds)
        .forEach(
            (id, b) ->
                text.append("pushed into #")
                    .append(id)
                    .append(": ")
                    .append(b.describe())
                    .append('\n'));
    return text.toString().stripTrailing();
  }
}
