package org.rhodb.grammar.build;

import java.util.List;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.scan.Words;
import org.rhodb.grammar.tree.SqlText.Place;

/**
 * Knows the first words of each relation, and tells them from SQL that uses the same words as
 * names: {@code FROM correlate models} is a table and its alias.
 */
final class IslandHeads {
  private final ScannedText text;
  private int runEnd = -1;
  private boolean isRunBeforeQuery;

  /** Looks at the lexemes of a text. */
  IslandHeads(ScannedText text) {
    this.text = text;
  }

  /** Returns whether a relation begins at a lexeme where such a place is. */
  boolean isHead(int index, Place place) {
    int second = text.type(index + 1);
    int third = text.type(index + 2);
    boolean isQueryPlace = place == Place.QUERY;
    return switch (text.type(index)) {
      case RhoLexer.CORRELATE ->
          (second == RhoLexer.ALL && third == RhoLexer.MODELS)
              || (isModels(second) && (isQueryPlace || Words.isName(third)));
      case RhoLexer.UNIVERSAL -> second == RhoLexer.NEURONS && (isQueryPlace || isNoAlias(third));
      case RhoLexer.ACTIVATIONS -> second == RhoLexer.OF && (isQueryPlace || isNoAlias(third));
      case RhoLexer.PERSIST, RhoLexer.ABLATE -> second == RhoLexer.OPEN && isQuery(index + 2);
      default -> false;
    };
  }

  /** Returns whether a lexeme is the first word of a relation, whatever follows. */
  boolean isFirstWord(int index) {
    int type = text.type(index);
    return type == RhoLexer.CORRELATE
        || type == RhoLexer.UNIVERSAL
        || type == RhoLexer.ACTIVATIONS
        || type == RhoLexer.PERSIST
        || type == RhoLexer.ABLATE;
  }

  /**
   * Returns whether a query begins at a lexeme, perhaps in brackets or in the input of another
   * relation. The answer is the same all along such a run of brackets, and remembered for it.
   */
  boolean isQuery(int index) {
    if (index < runEnd) {
      return isRunBeforeQuery;
    }
    int at = index;
    while (text.type(at) == RhoLexer.OPEN || isCall(at)) {
      at++;
    }
    runEnd = at;
    isRunBeforeQuery =
        switch (text.type(at)) {
          case RhoLexer.SELECT,
              RhoLexer.WITH,
              RhoLexer.FROM,
              RhoLexer.VALUES,
              RhoLexer.TABLE,
              RhoLexer.PIVOT,
              RhoLexer.UNPIVOT,
              RhoLexer.SHOW,
              RhoLexer.DESCRIBE,
              RhoLexer.SUMMARIZE ->
              true;
          case RhoLexer.CORRELATE, RhoLexer.UNIVERSAL, RhoLexer.ACTIVATIONS ->
              isHead(at, Place.QUERY);
          default -> false;
        };
    return isRunBeforeQuery;
  }

  private boolean isCall(int index) {
    int type = text.type(index);
    return (type == RhoLexer.PERSIST || type == RhoLexer.ABLATE)
        && text.type(index + 1) == RhoLexer.OPEN;
  }

  /** Returns whether a type cannot stand behind a table and its alias. */
  private static boolean isNoAlias(int type) {
    return type == RhoLexer.ALL || type == RhoLexer.IDENTIFIER || Words.isDsl(type);
  }

  private static boolean isModels(int type) {
    return type == RhoLexer.MODELS || type == RhoLexer.MODEL;
  }

  /** Refuses a relation whose first words have a letter wrong; SQL they cannot be. */
  void refuseMisspelt(int index) {
    int second = text.type(index + 1);
    int third = text.type(index + 2);
    if (isModels(second) && Words.isName(third)) {
      refuseIfNear(index, RhoLexer.CORRELATE);
    }
    if (second == RhoLexer.NEURONS && third == RhoLexer.OF) {
      refuseIfNear(index, RhoLexer.UNIVERSAL);
    }
    if (second == RhoLexer.OF && (isModels(third) || third == RhoLexer.ALL)) {
      refuseIfNear(index, RhoLexer.ACTIVATIONS);
    }
    if (second == RhoLexer.OPEN && text.type(index) == RhoLexer.IDENTIFIER && isQuery(index + 2)) {
      refuseIfNear(index, RhoLexer.PERSIST);
      refuseIfNear(index, RhoLexer.ABLATE);
    }
    switch (text.type(index)) {
      case RhoLexer.CORRELATE -> {
        if (Words.isName(third)) {
          refuseIfNear(index + 1, RhoLexer.MODELS);
        }
      }
      case RhoLexer.UNIVERSAL -> {
        if (third == RhoLexer.OF) {
          refuseIfNear(index + 1, RhoLexer.NEURONS);
        }
      }
      default -> {}
    }
  }

  private void refuseIfNear(int index, int word) {
    String spelling = Words.spelling(word);
    if (text.type(index) == RhoLexer.IDENTIFIER && Spelling.isNear(text.text(index), spelling)) {
      throw Complaints.unexpected(
          text, index, "expected", List.of(spelling), "", List.of(spelling));
    }
  }
}
