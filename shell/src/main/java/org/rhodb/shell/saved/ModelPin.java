package org.rhodb.shell.saved;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.rhodb.grammar.Position;

/**
 * A model that a saved query is about.
 *
 * @param name as in the catalog
 * @param weights beginnings of weight hashes (8 hexadecimal digits or more) by training step;
 *     empty: any weights will do
 * @param position where the file says so
 */
public record ModelPin(String name, Map<Long, String> weights, Position position) {

  public ModelPin {
    requireNonNull(name, "name is null");
    weights = new TreeMap<>(weights);
    requireNonNull(position, "position is null");
  }
}
