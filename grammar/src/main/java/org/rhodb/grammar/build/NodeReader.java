package org.rhodb.grammar.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.RhoParser;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Name;

/** Reads the leaves of the parser's tree: names, texts and numbers, each with its place. */
final class NodeReader {
  private final ScannedText text;

  /** Reads from the text the tree was parsed from. */
  NodeReader(ScannedText text) {
    this.text = text;
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
    if (node.text() != null) {
      return text(node.text());
    }
    if (node.number() != null) {
      return number(node.number());
    }
    return new Literal(node.TRUE() != null, position(node));
  }

  /** Returns a text without its quotes. */
  Literal text(RhoParser.TextContext node) {
    return new Literal(QuotedText.content(characters(node.getStart())), position(node));
  }

  /** Returns a number: a {@link Long} if it is written as a whole number, else a {@link Double}. */
  Literal number(RhoParser.NumberContext node) {
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
  List<Literal> wholes(List<TerminalNode> nodes, String what) {
    List<Literal> wholes = new ArrayList<>();
    for (TerminalNode node : nodes) {
      wholes.add(whole(node.getSymbol(), what));
    }
    return wholes;
  }

  /**
   * Returns a whole number from 0.
   *
   * @param what what it is, for the error
   */
  Literal whole(Token token, String what) {
    String digits = digits(token);
    if (!isWhole(digits)) {
      throw Complaints.of(
          position(token),
          what + " takes a whole number; found " + Complaints.quoted(characters(token)));
    }
    return new Literal(whole("", digits, position(token)), position(token));
  }

  /** Returns a whole number from 1 to 2^31 - 1. */
  int count(Token token, String what) {
    long value = (Long) whole(token, what).value();
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw Complaints.of(
          position(token), what + " takes a whole number from 1; found '" + value + "'");
    }
    return (int) value;
  }

  /** Returns the value of a SEED clause. */
  long seed(RhoParser.SeedContext node) {
    Token token = node.NUMBER().getSymbol();
    String digits = digits(token);
    if (!isWhole(digits)) {
      throw Complaints.of(
          position(token),
          "SEED takes a whole number; found " + Complaints.quoted(characters(token)));
    }
    return whole(node.MINUS() == null ? "" : "-", digits, position(token));
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
