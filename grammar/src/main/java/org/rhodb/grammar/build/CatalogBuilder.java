package org.rhodb.grammar.build;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Name;
import org.rhodb.grammar.tree.Statement;

/** Builds the statements about the catalog: CREATE and DROP of models and corpora, SHOW. */
final class CatalogBuilder {
  private final StatementRules rules;
  private final NodeReader reader;

  /** Builds statements that these rules read. */
  CatalogBuilder(StatementRules rules) {
    this.rules = rules;
    this.reader = rules.reader();
  }

  /** Builds CREATE MODEL. */
  Statement createModel(int from) {
    RhoParser.CreateModelContext tree =
        rules.parse(from, RhoParser.RULE_createModel, RhoParser::createModel);
    refuseBoth(tree.orReplace(), tree.ifNotExists());
    List<Literal> steps =
        tree.steps() == null
            ? List.of()
            : reader.wholes(tree.steps().whole(), "CREATE MODEL ... CHECKPOINTS");
    return new Statement.CreateModel(
        reader.name(tree.name()),
        tree.orReplace() != null,
        tree.ifNotExists() != null,
        reader.text(tree.text()),
        steps,
        rules.position(from));
  }

  /** Builds CREATE CORPUS. */
  Statement createCorpus(int from) {
    RhoParser.CreateCorpusContext tree =
        rules.parse(from, RhoParser.RULE_createCorpus, RhoParser::createCorpus);
    refuseBoth(tree.orReplace(), tree.ifNotExists());
    Map<Name, Literal> options = new LinkedHashMap<>();
    Map<String, Name> seen = new LinkedHashMap<>();
    for (RhoParser.OptionContext option : tree.option()) {
      Name written = reader.name(option.getStart());
      Name name = new Name(written.text().toLowerCase(Locale.ROOT), written.position());
      if (seen.put(name.text(), name) != null) {
        throw Complaints.of(
            name.position(), Complaints.quoted(name.text()) + " twice in CREATE CORPUS");
      }
      options.put(name, reader.literal(option.literal()));
    }
    return new Statement.CreateCorpus(
        reader.name(tree.name()),
        tree.orReplace() != null,
        tree.ifNotExists() != null,
        reader.text(tree.text()),
        options,
        rules.position(from));
  }

  private void refuseBoth(
      @Nullable ParserRuleContext orReplace, @Nullable ParserRuleContext ifNotExists) {
    if (orReplace != null && ifNotExists != null) {
      throw Complaints.of(
          reader.position(ifNotExists),
          "OR REPLACE and IF NOT EXISTS contradict each other; take one of them");
    }
  }

  /** Builds DROP MODEL and DROP CORPUS. */
  Statement drop(int from) {
    RhoParser.DropContext tree = rules.parse(from, RhoParser.RULE_drop, RhoParser::drop);
    return new Statement.Drop(
        tree.MODEL() == null ? Statement.ObjectKind.CORPUS : Statement.ObjectKind.MODEL,
        reader.name(tree.name()),
        tree.IF() != null,
        rules.position(from));
  }

  /** Builds SHOW of something of ours. */
  Statement show(int from) {
    RhoParser.ShowContext tree = rules.parse(from, RhoParser.RULE_show, RhoParser::show);
    Token listed = ((TerminalNode) tree.getChild(1)).getSymbol();
    return new Statement.Show(listing(listed.getType()), rules.position(from));
  }

  private static Statement.Listing listing(int type) {
    return switch (type) {
      case RhoLexer.MODELS -> Statement.Listing.MODELS;
      case RhoLexer.CHECKPOINTS -> Statement.Listing.CHECKPOINTS;
      case RhoLexer.CORPORA -> Statement.Listing.CORPORA;
      case RhoLexer.RUNS -> Statement.Listing.RUNS;
      default -> Statement.Listing.SETTINGS;
    };
  }
}
