package org.rhodb.engine.plan;

/** A statement the planner leaves alone; the message says why in one line. */
final class UnplannableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnplannableException(String reason) {
    super(reason);
  }
}
