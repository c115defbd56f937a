package org.rhodb.engine.execute.reuse;

import java.util.Collection;
import java.util.stream.Collectors;

/** How EXPLAIN and the ledger of runs name kept answers. */
public final class KeptWords {
  private static final int MOST_RUNS = 8;

  private KeptWords() {}

  /** Returns so many answers by the runs that left them: {@code kept answers of runs 3, 4}. */
  public static String of(int answers, Collection<Long> runs) {
    return (answers == 1 ? "kept answer of " : "kept answers of ")
        + (runs.size() == 1 ? "run " : "runs ")
        + runs.stream()
            .sorted()
            .limit(MOST_RUNS)
            .map(String::valueOf)
            .collect(Collectors.joining(", "))
        + (runs.size() > MOST_RUNS ? ", .." : "");
  }
}
