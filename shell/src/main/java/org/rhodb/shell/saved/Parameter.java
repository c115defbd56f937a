package org.rhodb.shell.saved;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.Position;

/**
 * A parameter of a saved query, written {@code $name} in its SQL.
 *
 * @param name letters, digits and underscores; names compare with regard to case
 * @param type what values it takes
 * @param standard the value unless told otherwise: Long, Double, String or Boolean; empty: a run
 *     must give one
 * @param about what it is for, with its unit; may be empty
 * @param position where the file says so
 */
public record Parameter(
    String name, ParameterType type, Optional<Object> standard, String about, Position position) {

  public Parameter {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(standard, "standard is null");
    requireNonNull(about, "about is null");
    requireNonNull(position, "position is null");
  }

  /**
   * Returns the value of a text.
   *
   * @throws QueryException A207 if it is not of the type
   */
  Object value(String text) {
    try {
      return type.read(text);
    } catch (NumberFormatException e) {
      throw QueryException.of(
              ErrorCode.A207,
              "parameter '" + name + "' takes " + type.described() + "; found '" + text + "'")
          .withCause(e);
    }
  }
}
