package org.rhodb.grammar.build;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.scan.Words;
import org.rhodb.grammar.tree.Island;
import org.rhodb.grammar.tree.Name;
import org.rhodb.grammar.tree.SqlText;
import org.rhodb.grammar.tree.SqlText.Place;

/** Builds the relations: each by its grammar rule, up to the first lexeme that is not its own. */
final class IslandBuilder {
  /** What may follow a relation in SQL, for messages. */
  private static final List<String> REST = List.of("LIMIT", "ORDER BY", "WHERE");

  private final ScannedText text;
  private final IslandFinder finder;
  private final NodeReader reader;
  private final IslandTail tail;

  /** Builds relations of a text; the finder reads their inputs. */
  IslandBuilder(ScannedText text, Placeholders placeholders, IslandFinder finder) {
    this.text = text;
    this.finder = finder;
    this.reader = new NodeReader(text, placeholders);
    this.tail = new IslandTail(text);
  }

  /**
   * A relation and the first lexeme behind it.
   *
   * @param island the relation
   * @param next index of the first lexeme that is not part of it
   */
  record Built(Island island, int next) {}

  /** Builds the relation that begins at a lexeme. */
  Built build(int index, int to, Place place, int depth) {
    return switch (text.type(index)) {
      case RhoLexer.CORRELATE -> {
        Parsed<RhoParser.CorrelateContext> parsed =
            parse(index, to, place, RhoParser.RULE_correlate, RhoParser::correlate);
        yield parsed.built(correlate(parsed));
      }
      case RhoLexer.UNIVERSAL -> {
        Parsed<RhoParser.UniversalContext> parsed =
            parse(index, to, place, RhoParser.RULE_universal, RhoParser::universal);
        yield parsed.built(universal(parsed));
      }
      case RhoLexer.ACTIVATIONS -> {
        Parsed<RhoParser.ActivationsContext> parsed =
            parse(index, to, place, RhoParser.RULE_activations, RhoParser::activations);
        yield parsed.built(activations(parsed));
      }
      case RhoLexer.PERSIST -> {
        Parsed<RhoParser.PersistContext> parsed =
            parse(index, to, place, RhoParser.RULE_persist, RhoParser::persist);
        SqlText input = input(index, depth);
        boolean isByLayer = parsed.tree.byLayer() != null;
        yield parsed.built(new Island.Persist(input, isByLayer, parsed.position()));
      }
      default -> {
        Parsed<RhoParser.AblateContext> parsed =
            parse(index, to, place, RhoParser.RULE_ablate, RhoParser::ablate);
        yield parsed.built(ablate(parsed, input(index, depth)));
      }
    };
  }

  private Island correlate(Parsed<RhoParser.CorrelateContext> parsed) {
    RhoParser.CorrelateContext tree = parsed.tree;
    return new Island.Correlate(
        parsed.clauses.models(tree.models()),
        parsed.corpus(tree.onCorpus()),
        parsed.clauses.checkpoints(tree.atCheckpoints()),
        parsed.position());
  }

  private Island universal(Parsed<RhoParser.UniversalContext> parsed) {
    RhoParser.UniversalContext tree = parsed.tree;
    return new Island.Universal(
        parsed.clauses.models(tree.models()),
        parsed.clauses.references(tree.reference()),
        parsed.corpus(tree.onCorpus()),
        parsed.clauses.checkpoints(tree.atCheckpoints()),
        parsed.clauses.baselines(tree.baseline()),
        parsed.position());
  }

  private Island activations(Parsed<RhoParser.ActivationsContext> parsed) {
    RhoParser.ActivationsContext tree = parsed.tree;
    return new Island.Activations(
        parsed.clauses.models(tree.models()),
        parsed.corpus(tree.onCorpus()),
        parsed.clauses.checkpoints(tree.atCheckpoints()),
        parsed.position());
  }

  private Island ablate(Parsed<RhoParser.AblateContext> parsed, SqlText input) {
    RhoParser.AblateContext tree = parsed.tree;
    return new Island.Ablate(
        input,
        parsed.corpus(tree.onCorpus()),
        parsed.clauses.ablation(tree.replacedBy()),
        parsed.clauses.has(tree.byLayer()),
        parsed.clauses.control(tree.versus()),
        parsed.clauses.screen(tree),
        parsed.position());
  }

  /** Reads the query in the parentheses behind the relation's first word. */
  private SqlText input(int index, int depth) {
    return finder.find(index + 2, text.partner(index + 1), depth + 1);
  }

  /** Refuses PERSIST and ABLATE without a query in parentheses. */
  private void refuseNoInput(int index, String statement) {
    boolean isOpen = text.type(index + 1) == RhoLexer.OPEN;
    if (isOpen && text.partner(index + 1) < 0) {
      throw Complaints.of(
          text.position(index + 1), "the parenthesis behind " + statement + " is never closed");
    }
    int first = index + (isOpen ? 2 : 1);
    if (!isOpen || !finder.isQuery(first)) {
      boolean isTable = Words.isName(text.type(first));
      throw Complaints.of(
          text.position(first),
          statement + " takes a query in parentheses; found " + Complaints.found(text, first),
          isTable ? "write (SELECT * FROM " + text.text(first) + ")" : "");
    }
  }

  private <C extends ParserRuleContext> Parsed<C> parse(
      int index, int to, Place place, int ruleIndex, Function<RhoParser, C> rule) {
    String statement = RuleNames.statement(ruleIndex);
    if (ruleIndex == RhoParser.RULE_persist || ruleIndex == RhoParser.RULE_ablate) {
      refuseNoInput(index, statement);
    }
    LexemeSource source = LexemeSource.relation(text, index, to);
    RuleRun<C> run = RuleRun.of(source, rule);
    if (run.tree() == null) {
      throw RuleFailure.at(text, source, run, rule, statement, List.of());
    }
    int next = source.lexeme(run.tokens());
    tail.check(
        next,
        to,
        place,
        statement,
        run.has(RhoLexer.ON),
        () -> RuleFailure.at(text, source, run, rule, statement, REST));
    return new Parsed<>(
        requireNonNull(run.tree()),
        new ClauseBuilder(reader, statement),
        next,
        () ->
            noCorpus(
                next, statement, RuleFailure.at(text, source, run, rule, statement, List.of())));
  }

  /** Returns what is wrong with a relation without ON: a misspelling, or nothing there at all. */
  private SyntaxException noCorpus(int next, String statement, SyntaxException failure) {
    boolean isEnd = Words.isReserved(text.type(next)) || !Words.isName(text.type(next));
    return isEnd
        ? Complaints.of(
            text.position(next),
            statement + " takes ON and the name of a corpus; found " + Complaints.found(text, next))
        : failure;
  }

  /** A relation's tree with what is needed to build it. */
  private final class Parsed<C extends ParserRuleContext> {
    private final C tree;
    private final ClauseBuilder clauses;
    private final int next;
    private final IslandTail.Failure missingClause;

    Parsed(C tree, ClauseBuilder clauses, int next, IslandTail.Failure missingClause) {
      this.tree = tree;
      this.clauses = clauses;
      this.next = next;
      this.missingClause = missingClause;
    }

    Position position() {
      return reader.position(tree);
    }

    Built built(Island island) {
      return new Built(island, next);
    }

    Name corpus(List<RhoParser.OnCorpusContext> nodes) {
      RhoParser.OnCorpusContext node = clauses.once(nodes);
      if (node == null) {
        throw missingClause.describe();
      }
      return clauses.corpus(node);
    }
  }
}
