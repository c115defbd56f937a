package org.rhodb.grammar.build;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.scan.Words;
import org.rhodb.grammar.tree.SqlText.Place;

/**
 * Follows SQL lexeme by lexeme and knows where a query or a table may stand next. It need not
 * understand SQL: a place too many does no harm, since only the first words of a relation, which
 * are no SQL in any place, make one.
 */
final class QueryPlaces {
  /** A comma leads to another table. */
  private static final int IN_FROM = 1;

  /** SELECT or FROM has been read: AS names a column or a table, and no query. */
  private static final int HAS_SELECT = 2;

  /** A query may follow a group in brackets: the list of WITH, the options of EXPLAIN. */
  private static final int AFTER_GROUP = 4;

  /** INSERT has been read and INTO has not. */
  private static final int INSERT = 8;

  /** The table of INSERT INTO has begun, the rows have not. */
  private static final int INSERT_TARGET = 16;

  /** USING leads to a table: DELETE and MERGE. */
  private static final int USING_TABLE = 32;

  private final ScannedText text;
  private int[] levels = new int[16];
  private int depth;
  private @Nullable Place place = Place.QUERY;

  /** Stands before the first lexeme of a query. */
  QueryPlaces(ScannedText text) {
    this.text = text;
  }

  /** Returns what may stand next; null: neither a query nor a table. */
  @Nullable Place place() {
    return place;
  }

  /** Goes past a relation that stands at {@link #place}. */
  void passRelation() {
    if (place == Place.QUERY) {
      clear(AFTER_GROUP | INSERT_TARGET);
      set(IN_FROM | HAS_SELECT);
    }
    place = null;
  }

  /** Goes past a lexeme that is SQL. */
  void pass(int index) {
    place = after(index);
  }

  private @Nullable Place after(int index) {
    int previous = text.type(index - 1);
    return switch (text.type(index)) {
      case RhoLexer.OPEN -> push(Place.QUERY);
      case RhoLexer.OPEN_BRACKET -> push(null);
      case RhoLexer.CLOSE, RhoLexer.CLOSE_BRACKET -> pop();
      case RhoLexer.COMMA, RhoLexer.LATERAL -> has(IN_FROM) ? Place.TABLE : null;
      case RhoLexer.AS -> has(HAS_SELECT | INSERT_TARGET) ? null : Place.QUERY;
      case RhoLexer.TABLE -> previous == RhoLexer.AS ? Place.QUERY : null;
      case RhoLexer.ALL, RhoLexer.DISTINCT -> isSetOperation(previous) ? Place.QUERY : null;
      case RhoLexer.UNION, RhoLexer.EXCEPT, RhoLexer.INTERSECT -> {
        clear(IN_FROM | HAS_SELECT);
        yield Place.QUERY;
      }
      case RhoLexer.SELECT -> {
        clear(IN_FROM | AFTER_GROUP | INSERT_TARGET);
        yield set(HAS_SELECT);
      }
      case RhoLexer.FROM, RhoLexer.JOIN -> {
        clear(AFTER_GROUP | INSERT_TARGET);
        set(IN_FROM | HAS_SELECT);
        yield Place.TABLE;
      }
      case RhoLexer.WHERE,
          RhoLexer.GROUP,
          RhoLexer.HAVING,
          RhoLexer.ORDER,
          RhoLexer.LIMIT,
          RhoLexer.OFFSET,
          RhoLexer.QUALIFY,
          RhoLexer.WINDOW,
          RhoLexer.SET,
          RhoLexer.RETURNING ->
          clear(IN_FROM);
      default -> place == Place.QUERY ? afterFirstWord(index) : afterOther(index, previous);
    };
  }

  /** Returns what follows the first word of a query or statement. */
  private @Nullable Place afterFirstWord(int index) {
    return switch (text.type(index)) {
      case RhoLexer.WITH -> set(AFTER_GROUP);
      case RhoLexer.EXPLAIN -> {
        set(AFTER_GROUP);
        yield Place.QUERY;
      }
      case RhoLexer.ANALYZE,
          RhoLexer.ANALYSE,
          RhoLexer.SUMMARIZE,
          RhoLexer.DESCRIBE,
          RhoLexer.DESC ->
          Place.QUERY;
      case RhoLexer.PIVOT, RhoLexer.PIVOT_WIDER, RhoLexer.PIVOT_LONGER, RhoLexer.UNPIVOT ->
          Place.TABLE;
      case RhoLexer.VALUES -> clear(AFTER_GROUP | INSERT_TARGET);
      case RhoLexer.INSERT -> {
        clear(AFTER_GROUP);
        yield set(INSERT);
      }
      case RhoLexer.DELETE, RhoLexer.MERGE -> set(USING_TABLE);
      default -> afterOther(index, text.type(index - 1));
    };
  }

  private @Nullable Place afterOther(int index, int previous) {
    int type = text.type(index);
    if (type == RhoLexer.INTO && has(INSERT)) {
      clear(INSERT);
      return set(INSERT_TARGET);
    }
    if (type == RhoLexer.USING && has(USING_TABLE)) {
      clear(USING_TABLE);
      set(IN_FROM);
      return Place.TABLE;
    }
    boolean isAliasColon = type == RhoLexer.OPERATOR && text.isWord(index, ":");
    if (isAliasColon && has(IN_FROM) && isTableStart(text.type(index - 2))) {
      return Place.TABLE;
    }
    boolean isByName = previous == RhoLexer.BY && text.isWord(index, "NAME");
    return isByName || (has(INSERT_TARGET) && Words.isName(type)) ? Place.QUERY : null;
  }

  private static boolean isTableStart(int type) {
    return type == RhoLexer.FROM || type == RhoLexer.JOIN || type == RhoLexer.COMMA;
  }

  private static boolean isSetOperation(int type) {
    return type == RhoLexer.UNION || type == RhoLexer.EXCEPT || type == RhoLexer.INTERSECT;
  }

  private @Nullable Place push(@Nullable Place next) {
    if (++depth == levels.length) {
      levels = Arrays.copyOf(levels, 2 * depth);
    }
    levels[depth] = 0;
    return next;
  }

  private @Nullable Place pop() {
    depth = Math.max(0, depth - 1);
    return has(AFTER_GROUP | INSERT_TARGET) ? Place.QUERY : null;
  }

  private boolean has(int anyOf) {
    return (levels[depth] & anyOf) != 0;
  }

  private @Nullable Place set(int flags) {
    levels[depth] |= flags;
    return null;
  }

  private @Nullable Place clear(int flags) {
    levels[depth] &= ~flags;
    return null;
  }
}
