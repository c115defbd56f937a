package org.rhodb.engine.error;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a user probably meant by a name that does not exist. */
public final class Suggestion {
  /** Names listed in a hint before it says how many more there are. */
  private static final int LISTED = 12;

  private Suggestion() {}

  /** Returns the candidate nearest to a name, if it is near enough to be a slip. */
  public static Optional<String> nearest(String name, Collection<String> candidates) {
    String best = "";
    int bestDistance = Math.max(1, name.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Returns a hint: the nearest candidate, then what there is, such as {@code models: a, b}. */
  public static String hint(String name, String what, Collection<String> candidates) {
    String near = nearest(name, candidates).map(n -> "did you mean '" + n + "'?  ").orElse("");
    if (candidates.isEmpty()) {
      return "there are no " + what + " yet";
    }
    String listed = candidates.stream().limit(LISTED).collect(Collectors.joining(", "));
    int more = candidates.size() - LISTED;
    return near + what + ": " + listed + (more > 0 ? ", and " + more + " more" : "");
  }

  /** Returns the edit distance, a swap of neighbours counting one (Damerau, optimal alignment). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + substitution, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
