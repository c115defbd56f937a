package org.rhodb.grammar.build;

import java.util.Collection;
import java.util.Locale;

/** Finds the word the user may have meant. */
final class Spelling {
  private Spelling() {}

  /** Returns {@code did you mean 'X'?} for the nearest of some words; empty if none is near. */
  static String hint(String found, Collection<String> words) {
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (String word : words) {
      int distance = isNear(found, word) ? distance(found, word) : Integer.MAX_VALUE;
      if (distance < bestDistance) {
        best = word;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? "" : "did you mean '" + best + "'?";
  }

  /** Returns whether a text is a word with a letter or two wrong, but not the word itself. */
  static boolean isNear(String found, String word) {
    int allowed = word.length() > 5 ? 2 : 1;
    if (word.length() < 2 || Math.abs(found.length() - word.length()) > allowed) {
      return false;
    }
    int distance = distance(found, word);
    return distance > 0 && distance <= allowed;
  }

  /** Edits from one text to the other, without regard to case; two letters swapped count as one. */
  private static int distance(String found, String word) {
    String a = found.toUpperCase(Locale.ROOT);
    String b = word.toUpperCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        edits[i][j] =
            Math.min(
                edits[i - 1][j - 1] + replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
