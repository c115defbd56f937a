package org.rhodb.engine.machine;

import static java.util.Objects.requireNonNull;

/**
 * Something of a machine that was looked at.
 *
 * @param name what
 * @param value what was found, or what is wrong
 * @param isGood whether the engine can work with it
 */
public record Finding(String name, String value, boolean isGood) {

  public Finding {
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
  }
}
