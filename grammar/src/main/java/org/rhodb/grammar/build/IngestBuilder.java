package org.rhodb.grammar.build;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Statement;

/** Builds INGEST ACTIVATIONS. */
final class IngestBuilder {
  private static final String STATEMENT = "INGEST ACTIVATIONS";

  private final StatementRules rules;
  private final NodeReader reader;

  /** Builds the statement that these rules read. */
  IngestBuilder(StatementRules rules) {
    this.rules = rules;
    this.reader = rules.reader();
  }

  /** Builds the statement from a lexeme to the end of the text. */
  Statement ingest(int from) {
    RhoParser.IngestContext tree = rules.parse(from, RhoParser.RULE_ingest, RhoParser::ingest);
    ClauseBuilder clauses = new ClauseBuilder(reader, STATEMENT);
    RhoParser.OnCorpusContext corpus = clauses.once(tree.onCorpus());
    if (corpus == null) {
      throw Complaints.of(rules.end(), STATEMENT + " takes ON and the name of a corpus");
    }
    return new Statement.Ingest(
        clauses.models(tree.models()),
        clauses.checkpoints(tree.atCheckpoints()),
        clauses.corpus(corpus),
        layers(clauses.once(tree.layerRange())),
        type(clauses.once(tree.storedAs())),
        rules.position(from));
  }

  /** Returns lowest and highest layer; empty: all. */
  private List<Literal> layers(RhoParser.@Nullable LayerRangeContext node) {
    if (node == null) {
      return List.of();
    }
    List<Literal> ends = reader.wholes(node.whole(), "LAYERS");
    Literal first = ends.get(0);
    Literal last = ends.get(ends.size() - 1);
    if ((Long) first.value() > (Long) last.value()) {
      throw Complaints.of(
          reader.position(node),
          "LAYERS takes the lower layer first; found '"
              + first.value()
              + " TO "
              + last.value()
              + "'");
    }
    return List.of(first, last);
  }

  /** Returns the number format; what the model computed unless the user asks for less. */
  private static Statement.StoredType type(RhoParser.@Nullable StoredAsContext node) {
    return node == null || node.FLOAT16() == null
        ? Statement.StoredType.FLOAT32
        : Statement.StoredType.FLOAT16;
  }
}
