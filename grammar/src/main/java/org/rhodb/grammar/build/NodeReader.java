package org.rhodb.grammar.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.rhodb.grammar.ParameterValues.Wanted;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Name;

/**
 * Reads the leaves of the parser's tree: names, texts and numbers, each with its place; a parameter
 * is read as its value.
 */
final class NodeReader {
  private final ScannedText text;
  private final Placeholders placeholders;

  /**
   * Reads from the text the tree was parsed from.
   *
   * @param placeholders the text's parameters with their values
   */
  NodeReader(ScannedText text, Placeholders placeholders) {
    this.text = text;
    this.placeholders = placeholders;
  }

  /** Returns where a part of the tree stands. */
  Position position(ParserRuleContext node) {
    return text.range(node.getStart().getStartIndex(), node.getStop().getStopIndex() + 1);
  }

  /** Returns where a leaf stands. */
  Position position(Token token) {
    return text.range(token.getStartIndex(), token.getStopIndex() + 1);
  }

  /** Returns a leaf's characters. */
  String characters(Token token) {
    return text.script().substring(token.getStartIndex(), token.getStopIndex() + 1);
  }

  /** Returns a name without its quotes. */
  Name name(RhoParser.NameContext node) {
    return name(node.getStart());
  }

  /** Returns a word as a name, or a name without its quotes. */
  Name name(Token token) {
    String characters = characters(token);
    if (token.getType() == RhoLexer.QUOTED_NAME) {
      characters = characters.substring(1, characters.length() - 1).replace("\"\"", "\"");
      if (characters.isEmpty()) {
        throw Complaints.of(position(token), "a name has at least one character; found '\"\"'");
      }
    }
    return new Name(characters, position(token));
  }

  /** Returns names in order. */
  List<Name> names(List<RhoParser.NameContext> nodes) {
    return nodes.stream().map(this::name).toList();
  }

  /** Returns a constant. */
  Literal literal(RhoParser.LiteralContext node) {
    if (node.quoted() != null) {
      return quoted(node.quoted());
    }
    if (node.number() == null) {
      return new Literal(node.TRUE() != null, position(node));
    }
    return node.number().PARAMETER() == null
        ? number(node.number())
        : placeholders.literal(node.getStart().getStartIndex(), Wanted.CONSTANT);
  }

  /** Returns a text without its quotes. */
  Literal text(RhoParser.TextContext node) {
    return node.PARAMETER() == null
        ? quoted(node.quoted())
        : placeholders.literal(node.getStart().getStartIndex(), Wanted.TEXT);
  }

  private Literal quoted(RhoParser.QuotedContext node) {
    return new Literal(QuotedText.content(characters(node.getStart())), position(node));
  }

  /** Returns a number: a {@link Long} if it is written as a whole number, else a {@link Double}. */
  Literal number(RhoParser.NumberContext node) {
    if (node.PARAMETER() != null) {
      return placeholders.literal(node.getStart().getStartIndex(), Wanted.NUMBER);
    }
    String digits = digits(node.NUMBER().getSymbol());
    String sign = node.MINUS() == null ? "" : "-";
    if (isWhole(digits)) {
      return new Literal(whole(sign, digits, position(node)), position(node));
    }
    double value = Double.parseDouble(sign + digits);
    if (Double.isInfinite(value)) {
      throw Complaints.of(
          position(node), Complaints.quoted(characters(node.getStop())) + " is too large a number");
    }
    return new Literal(value, position(node));
  }

  /** Returns whole numbers in order. */
  List<Literal> wholes(List<RhoParser.WholeContext> nodes, String what) {
    List<Literal> wholes = new ArrayList<>();
    for (RhoParser.WholeContext node : nodes) {
      wholes.add(whole(node, what));
    }
    return wholes;
  }

  /**
   * Returns a whole number from 0.
   *
   * @param what what it is, for the error
   */
  Literal whole(RhoParser.WholeContext node, String what) {
    Token token = node.getStart();
    if (node.PARAMETER() != null) {
      Literal given = placeholders.literal(token.getStartIndex(), Wanted.WHOLE_NUMBER);
      if ((Long) given.value() < 0) {
        throw Placeholders.unfit(
            given.position(), what + " takes a whole number from 0; found " + given.value());
      }
      return given;
    }
    String digits = digits(token);
    if (!isWhole(digits)) {
      throw Complaints.of(
          position(token),
          what + " takes a whole number; found " + Complaints.quoted(characters(token)));
    }
    return new Literal(whole("", digits, position(token)), position(token));
  }

  /** Returns a whole number from 1 to 2^31 - 1. */
  int count(RhoParser.WholeContext node, String what) {
    long value = (Long) whole(node, what).value();
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw Complaints.of(
          position(node), what + " takes a whole number from 1; found '" + value + "'");
    }
    return (int) value;
  }

  /** Returns the value of a SEED clause. */
  long seed(RhoParser.SeedContext node) {
    RhoParser.NumberContext number = node.number();
    if (number.PARAMETER() != null) {
      int start = number.getStart().getStartIndex();
      return (Long) placeholders.literal(start, Wanted.WHOLE_NUMBER).value();
    }
    Token token = number.NUMBER().getSymbol();
    String digits = digits(token);
    if (!isWhole(digits)) {
      throw Complaints.of(
          position(token),
          "SEED takes a whole number; found " + Complaints.quoted(characters(token)));
    }
    return whole(number.MINUS() == null ? "" : "-", digits, position(token));
  }

  private String digits(Token token) {
    return characters(token).replace("_", "").toUpperCase(Locale.ROOT);
  }

  private static boolean isWhole(String digits) {
    return digits.startsWith("0X") || digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long whole(String sign, String digits, Position position) {
    try {
      return digits.startsWith("0X")
          ? Long.parseLong(sign + digits.substring(2), 16)
          : Long.parseLong(sign + digits);
    } catch (NumberFormatException e) {
      throw Complaints.of(
          position,
          "whole numbers go from "
              + Long.MIN_VALUE
              + " to "
              + Long.MAX_VALUE
              + "; found "
              + Complaints.quoted(sign + digits));
    }
  }
}
