package org.rhodb.engine.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rewrites what the store's dialect has beyond the standard, for the planner's parser only.
 *
 * <pre>
 *   FROM t SELECT a WHERE c                  SELECT a FROM t WHERE c
 *   FROM t WHERE c                           SELECT * FROM t WHERE c
 *   SELECT a, max(b) .. GROUP BY ALL   =&gt;    SELECT a, max(b) .. GROUP BY 1
 *   .. ORDER BY ALL LIMIT 5                  .. ORDER BY 1, CAST(NULL AS INTEGER) LIMIT 5
 * </pre>
 *
 * <p>A wrong guess about GROUP BY ALL is refused by the planner's validator: a column that is
 * neither grouped nor aggregated, or an aggregate that is grouped. ORDER BY ALL is read as some
 * order by more than one key, from which nothing is concluded; and only of the outermost query, all
 * of whose columns are read, since it reads them all.
 */
final class FriendlySyntax {
  /** More are not looked for: each costs a walk over the text. */
  private static final int MOST_REWRITES = 16;

  private static final Set<String> BEHIND_SET_OPERATOR = Set.of("ALL", "DISTINCT", "BY", "NAME");

  /** Words that end a list of tables or of columns. */
  private static final Set<String> CLAUSES =
      Set.of(
          "WHERE",
          "GROUP",
          "HAVING",
          "WINDOW",
          "QUALIFY",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH");

  private final TracedText text;
  private final Predicate<String> isAggregate;
  private final TracedWords words;

  private FriendlySyntax(TracedText text, Predicate<String> isAggregate) {
    this.text = text;
    this.isAggregate = isAggregate;
    this.words = new TracedWords(text);
  }

  /**
   * Rewrites a query without comments.
   *
   * @param isAggregate whether the store has an aggregate of a name in lower case
   * @throws UnplannableException for GROUP BY ALL and ORDER BY ALL that are not read
   */
  static void rewrite(TracedText text, Predicate<String> isAggregate) {
    FriendlySyntax syntax = new FriendlySyntax(text, isAggregate);
    for (int i = 0; i < MOST_REWRITES && syntax.rewriteFrom(); i++) {
      syntax.words.refresh();
    }
    for (int i = 0; i < MOST_REWRITES && syntax.rewriteGroup(); i++) {
      syntax.words.refresh();
    }
    syntax.rewriteOrder();
    syntax.refuseAll();
  }

  /** A query in brackets, or one operand of UNION. */
  private static final class Level {
    private int first;
    private boolean isBegun;

    Level(int first) {
      this.first = first;
    }
  }

  private boolean rewriteFrom() {
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level(0));
    for (int i = 0; i < words.size(); i++) {
      Level level = levels.getFirst();
      switch (word(i)) {
        case "(" -> levels.push(new Level(i + 1));
        case ")" -> {
          if (levels.size() > 1) {
            levels.pop();
          }
        }
        case "UNION", "EXCEPT", "INTERSECT" -> {
          level.first = behindSetOperator(i + 1);
          level.isBegun = false;
        }
        case "SELECT", "VALUES" -> level.isBegun = true;
        case "FROM" -> {
          boolean isFirst = i == level.first || word(level.first).equals("WITH");
          if (!level.isBegun && isFirst) {
            putSelectFirst(i);
            return true;
          }
        }
        default -> {
          // neither begins a query nor ends one
        }
      }
    }
    return false;
  }

  private int behindSetOperator(int index) {
    int next = index;
    while (BEHIND_SET_OPERATOR.contains(word(next))) {
      next++;
    }
    return next;
  }

  private void putSelectFirst(int from) {
    int select = endOfClause(from + 1);
    int start = words.get(from).start();
    if (!word(select).equals("SELECT")) {
      text.replace(start, start, "SELECT * ");
      return;
    }
    int last = endOfClause(select + 1) - 1;
    int length = words.get(last).end() - words.get(select).start();
    text.move(words.get(select).start(), words.get(last).end(), start);
    text.replace(start + length, start + length, " ");
  }

  /** Returns the next word of a clause, SELECT, or bracket that closes, on the same level. */
  private int endOfClause(int from) {
    int depth = 0;
    for (int i = from; i < words.size(); i++) {
      depth += words.depth(i);
      boolean isEnd = word(i).equals("SELECT") || CLAUSES.contains(word(i));
      if (depth < 0 || (depth == 0 && isEnd)) {
        return i;
      }
    }
    return words.size();
  }

  private boolean rewriteGroup() {
    for (int i = 0; i < words.size(); i++) {
      if (word(i).equals("GROUP") && word(i + 1).equals("BY") && word(i + 2).equals("ALL")) {
        List<String> keys = new ArrayList<>();
        if (readKeys(selectBefore(i), keys)) {
          String by = keys.isEmpty() ? "()" : String.join(", ", keys);
          text.replace(words.get(i + 2).start(), words.get(i + 2).end(), by);
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the last SELECT before a lexeme on its level, or -1. */
  private int selectBefore(int index) {
    int depth = 0;
    for (int i = index - 1; i >= 0 && depth <= 0; i--) {
      depth += words.depth(i);
      if (depth == 0 && word(i).equals("SELECT")) {
        return i;
      }
    }
    return -1;
  }

  /** Reads which columns of a SELECT hold no aggregate; false: that cannot be told. */
  private boolean readKeys(int select, List<String> keys) {
    int column = 1;
    boolean isKey = true;
    int depth = 0;
    for (int i = select + 1; select >= 0 && i < words.size(); i++) {
      depth += words.depth(i);
      boolean isEnd = depth == 0 && word(i).equals("FROM");
      if (isEnd || (depth == 0 && word(i).equals(","))) {
        if (isKey) {
          keys.add(Integer.toString(column));
        }
        column++;
        isKey = true;
      }
      if (isEnd) {
        return true;
      }
      boolean isStar =
          word(i).equals("*") && Set.of("SELECT", "DISTINCT", ",", ".").contains(word(i - 1));
      if (isStar || Set.of("SELECT", "OVER", "COLUMNS").contains(word(i))) {
        return false;
      }
      isKey &= !(word(i + 1).equals("(") && isAggregate.test(word(i).toLowerCase(Locale.ROOT)));
    }
    return false;
  }

  private void rewriteOrder() {
    int depth = 0;
    for (int i = 0; i < words.size(); i++) {
      depth += words.depth(i);
      if (depth == 0
          && word(i).equals("ORDER")
          && word(i + 1).equals("BY")
          && word(i + 2).equals("ALL")) {
        text.replace(words.get(i + 2).start(), words.get(i + 2).end(), "1, CAST(NULL AS INTEGER)");
        words.refresh();
        return;
      }
    }
  }

  private void refuseAll() {
    for (int i = 1; i < words.size(); i++) {
      if (word(i).equals("BY") && word(i + 1).equals("ALL")) {
        boolean isOrder = word(i - 1).equals("ORDER");
        throw new UnplannableException(
            isOrder
                ? "ORDER BY ALL in an inner query is not planned"
                : "GROUP BY ALL beside *, COLUMNS or a window function is not planned");
      }
    }
  }

  private String word(int index) {
    return words.word(index);
  }
}
