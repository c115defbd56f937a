package org.rhodb.grammar.scan;

import java.util.Arrays;
import org.rhodb.grammar.RhoLexer;

/** Finds the bracket that closes each bracket, with a stack of its own: any depth, linear time. */
final class BracketPairs {
  private BracketPairs() {}

  /** Returns for each opening bracket the index of its partner; -1 for everything else. */
  static int[] find(int[] types, int size) {
    int[] partners = new int[size];
    Arrays.fill(partners, -1);
    int[] open = new int[16];
    int depth = 0;
    for (int i = 0; i < size; i++) {
      if (types[i] == RhoLexer.OPEN || types[i] == RhoLexer.OPEN_BRACKET) {
        if (depth == open.length) {
          open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = i;
      } else if (depth > 0 && (types[i] == RhoLexer.CLOSE || types[i] == RhoLexer.CLOSE_BRACKET)) {
        int opening = open[--depth];
        boolean isRound = types[opening] == RhoLexer.OPEN;
        if (isRound == (types[i] == RhoLexer.CLOSE)) {
          partners[opening] = i;
        }
      }
    }
    return partners;
  }
}
