package org.rhodb.shell.serve;

import java.util.List;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.Session.Description;
import org.rhodb.grammar.StatementText;

/** A prepared statement: read and resolved once, run with the values it was last given. */
final class PreparedText {
  private final ClientSession session;
  private final StatementText text;
  private final Description description;
  private volatile List<Parameters> values = List.of(Parameters.none());

  PreparedText(ClientSession session, StatementText text, Description description) {
    this.session = session;
    this.text = text;
    this.description = description;
  }

  ClientSession session() {
    return session;
  }

  StatementText text() {
    return text;
  }

  Description description() {
    return description;
  }

  /** Returns the values of each run that the client asked for; at least one. */
  List<Parameters> values() {
    return values;
  }

  /** Sets the values of the next runs; none: a run without values. */
  void values(List<Parameters> newValues) {
    values = newValues.isEmpty() ? List.of(Parameters.none()) : List.copyOf(newValues);
  }
}
