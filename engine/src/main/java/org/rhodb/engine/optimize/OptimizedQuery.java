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
 * @param readers what of the query reads every row of an island, by island id; not of each
 * @param plans the plan at first and after each phase that changed it
 */
public record OptimizedQuery(
    Map<Integer, Bounds> bounds,
    String reason,
    Map<Integer, String> readers,
    List<PhasePlan> plans) {

  public OptimizedQuery {
    bounds = Map.copyOf(bounds);
    requireNonNull(reason, "reason is null");
    readers = Map.copyOf(readers);
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

  /** Returns why conditions on an island were not moved into it, in one line; empty: they were. */
  public String unmoved(int islandId) {
    if (!reason.isEmpty()) {
      return "conditions were not pushed down: " + reason;
    }
    return readers.containsKey(islandId)
        ? "what " + readers.get(islandId) + " keeps was not pushed down: it reads every row"
        : "";
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
    new TreeMap<>(readers)
        .forEach(
            (id, reader) ->
                text.append("not pushed into #")
                    .append(id)
                    .append(": what ")
                    .append(reader)
                    .append(" keeps, which reads every row\n"));
    return text.toString().stripTrailing();
  }
}
