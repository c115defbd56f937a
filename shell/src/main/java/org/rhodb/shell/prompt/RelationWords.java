package org.rhodb.shell.prompt;

import java.util.List;
import java.util.Map;
import org.rhodb.engine.execute.ablate.AblateExec;
import org.rhodb.engine.execute.activation.ActivationScanExec;
import org.rhodb.engine.execute.correlate.CorrelateExec;
import org.rhodb.engine.execute.correlate.UniversalExec;
import org.rhodb.engine.execute.persist.PersistExec;
import org.rhodb.engine.row.Column;

/** Function from the word a relation begins with to its columns. */
final class RelationWords {
  private static final Map<String, List<Column>> COLUMNS =
      Map.of(
          "ABLATE", AblateExec.COLUMNS,
          "ACTIVATIONS", ActivationScanExec.COLUMNS,
          "CORRELATE", CorrelateExec.COLUMNS,
          "PERSIST", PersistExec.COLUMNS,
          "UNIVERSAL", UniversalExec.COLUMNS);

  private RelationWords() {}

  /** Returns the columns of a relation; none if no relation begins with the word. */
  static List<Column> columns(String word) {
    return COLUMNS.getOrDefault(word, List.of());
  }
}
