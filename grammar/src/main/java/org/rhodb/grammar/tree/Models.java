package org.rhodb.grammar.tree;

import java.util.List;
import org.rhodb.grammar.Position;

/** Which models a statement compares. */
public sealed interface Models {

  /** Where the clause stands. */
  Position position();

  /** {@code ALL MODELS}. */
  record All(Position position) implements Models {}

  /** {@code MODELS a, b@1000}: as listed, at least one. */
  record Listed(List<ModelReference> references, Position position) implements Models {
    public Listed {
      references = List.copyOf(references);
    }
  }
}
