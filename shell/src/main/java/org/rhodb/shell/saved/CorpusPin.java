package org.rhodb.shell.saved;

import static java.util.Objects.requireNonNull;

import org.rhodb.grammar.Position;

/**
 * The corpus that a saved query is about.
 *
 * @param name as in the catalog
 * @param sha256 beginning of its hash (8 hexadecimal digits or more); empty: any tokens will do
 * @param position where the file says so
 */
public record CorpusPin(String name, String sha256, Position position) {

  public CorpusPin {
    requireNonNull(name, "name is null");
    requireNonNull(sha256, "sha256 is null");
    requireNonNull(position, "position is null");
  }
}
