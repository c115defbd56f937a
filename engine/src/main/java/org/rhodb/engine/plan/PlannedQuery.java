package org.rhodb.engine.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/** A query as relational nodes, its islands among them; or the reason why there are none. */
public final class PlannedQuery {
  private final List<PlannedIsland> islands;
  private final @Nullable RelNode root;
  private final String reason;

  private PlannedQuery(List<PlannedIsland> islands, @Nullable RelNode root, String reason) {
    this.islands = List.copyOf(islands);
    this.root = root;
    this.reason = requireNonNull(reason, "reason is null");
  }

  static PlannedQuery planned(List<PlannedIsland> islands, RelNode root) {
    return new PlannedQuery(islands, requireNonNull(root, "root is null"), "");
  }

  /** Returns a query that is left as it is; every island gives all its rows. */
  public static PlannedQuery unplanned(List<? extends PlannedIsland> islands, String reason) {
    return new PlannedQuery(List.copyOf(islands), null, reason);
  }

  /** Returns the islands, in the order of the text. */
  public List<PlannedIsland> islands() {
    return islands;
  }

  /** Returns the top node; empty if the planner could not read the statement. */
  public Optional<RelNode> root() {
    return Optional.ofNullable(root);
  }

  /** Returns why there is no plan, in one line; empty if there is one. */
  public String reason() {
    return reason;
  }
}
