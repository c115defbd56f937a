package org.rhodb.grammar.build;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.scan.Words;

/** What the grammar's rules and types are called in messages. */
final class RuleNames {
  /** What a text is called. */
  static final String TEXT = "text in single quotes";

  private RuleNames() {}

  /** Returns what a statement or relation is called; empty for a clause. */
  static String statement(int rule) {
    return switch (rule) {
      case RhoParser.RULE_createModel -> "CREATE MODEL";
      case RhoParser.RULE_createCorpus -> "CREATE CORPUS";
      case RhoParser.RULE_drop -> "DROP";
      case RhoParser.RULE_show -> "SHOW";
      case RhoParser.RULE_ingest -> "INGEST ACTIVATIONS";
      case RhoParser.RULE_correlate -> "CORRELATE MODELS";
      case RhoParser.RULE_universal -> "UNIVERSAL NEURONS";
      case RhoParser.RULE_persist -> "PERSIST";
      case RhoParser.RULE_ablate -> "ABLATE";
      case RhoParser.RULE_activations -> "ACTIVATIONS OF MODEL";
      default -> "";
    };
  }

  /** Returns whether a rule is a clause of its own, so that its first word names it. */
  static boolean isClause(int rule) {
    return switch (rule) {
      case RhoParser.RULE_models,
          RhoParser.RULE_onCorpus,
          RhoParser.RULE_atCheckpoints,
          RhoParser.RULE_reference,
          RhoParser.RULE_baseline,
          RhoParser.RULE_draws,
          RhoParser.RULE_seed,
          RhoParser.RULE_replacedBy,
          RhoParser.RULE_byLayer,
          RhoParser.RULE_versus,
          RhoParser.RULE_each,
          RhoParser.RULE_estimate,
          RhoParser.RULE_layerRange,
          RhoParser.RULE_storedAs ->
          true;
      default -> false;
    };
  }

  /**
   * Returns types in words, each once, sorted: signs, words, then kinds of thing.
   *
   * @param in the rule they stand in
   * @param more words that could stand there too
   */
  static List<String> describe(
      Set<Integer> types, @Nullable ParserRuleContext in, List<String> more) {
    boolean hasName = types.contains(RhoLexer.IDENTIFIER);
    Set<String> signs = new TreeSet<>();
    Set<String> things = new TreeSet<>();
    Set<String> words = new TreeSet<>(more);
    for (int type : types) {
      if (Words.isDsl(type) || Words.isSql(type)) {
        // COLUMN is an option's name although SQL reserves it.
        if (!hasName || (!Words.isName(type) && type != RhoLexer.COLUMN)) {
          words.add(Words.spelling(type));
        }
      } else if (isSign(type)) {
        boolean isOfNumber = type == RhoLexer.PLUS || type == RhoLexer.MINUS;
        if (!isOfNumber || !types.contains(RhoLexer.NUMBER)) {
          signs.add(RhoLexer.VOCABULARY.getLiteralName(type));
        }
      } else if (type != RhoLexer.PARAMETER) {
        things.add(thing(type, in));
      }
    }
    List<String> all = new ArrayList<>(signs);
    all.addAll(words);
    all.addAll(things);
    return all;
  }

  /** Returns those of some descriptions that are words, so that one may have been misspelt. */
  static List<String> words(Collection<String> descriptions) {
    return descriptions.stream().filter(d -> d.chars().allMatch(RuleNames::isWordLetter)).toList();
  }

  private static boolean isWordLetter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isSign(int type) {
    return type >= RhoLexer.OPEN && type <= RhoLexer.MINUS;
  }

  private static String thing(int type, @Nullable ParserRuleContext in) {
    return switch (type) {
      case Token.EOF -> "the end of the statement";
      case RhoLexer.IDENTIFIER, RhoLexer.QUOTED_NAME -> nameIn(in);
      case RhoLexer.NUMBER -> numberIn(in);
      case RhoLexer.QUERY -> "a query";
      default -> TEXT;
    };
  }

  private static String nameIn(@Nullable ParserRuleContext in) {
    for (RuleContext rule = in; rule != null; rule = rule.parent) {
      switch (rule.getRuleIndex()) {
        case RhoParser.RULE_onCorpus, RhoParser.RULE_createCorpus -> {
          return "the name of a corpus";
        }
        case RhoParser.RULE_models,
            RhoParser.RULE_modelReference,
            RhoParser.RULE_reference,
            RhoParser.RULE_createModel -> {
          return "the name of a model";
        }
        case RhoParser.RULE_option -> {
          return "the name of an option";
        }
        default -> {}
      }
    }
    return "a name";
  }

  private static String numberIn(@Nullable ParserRuleContext in) {
    for (RuleContext rule = in; rule != null; rule = rule.parent) {
      switch (rule.getRuleIndex()) {
        case RhoParser.RULE_steps, RhoParser.RULE_atCheckpoints, RhoParser.RULE_modelReference -> {
          return "a checkpoint step";
        }
        case RhoParser.RULE_layerRange -> {
          return "a layer";
        }
        case RhoParser.RULE_draws, RhoParser.RULE_seed, RhoParser.RULE_versus -> {
          return "a whole number";
        }
        default -> {}
      }
    }
    return "a number";
  }
}
