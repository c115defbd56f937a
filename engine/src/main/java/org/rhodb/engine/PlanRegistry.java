package org.rhodb.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.Operator;

/** Operators of running statements by the number under which the store's SQL calls them. */
final class PlanRegistry {
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, Planned> plans = new ConcurrentHashMap<>();

  /** An operator and what it runs with. */
  record Planned(Operator operator, ExecutionContext context) {}

  long add(Operator operator, ExecutionContext context) {
    long id = lastId.incrementAndGet();
    plans.put(id, new Planned(operator, context));
    return id;
  }

  void remove(long id) {
    plans.remove(id);
  }

  Planned get(long id) {
    Planned planned = plans.get(id);
    if (planned == null) {
      throw QueryException.of(ErrorCode.A207, "there is no plan " + id)
          .withHint("plan := is for statements in flight; name models and corpus instead");
    }
    return planned;
  }
}
