package org.rhodb.engine.jdbc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;

/**
 * Function from SQL with JDBC's escapes to the store's own: {@code {d '2026-01-31'}}, {@code {t}},
 * {@code {ts}}, {@code {fn ucase(x)}}, {@code {escape '!'}}, {@code {oj a LEFT JOIN b}} and {@code
 * {call f(1)}}. Braces of structs, {@code {d: 1}}, are left alone, and so is text without escapes.
 */
final class JdbcEscapes {
  /** What {@code {fn}} knows of JDBC's functions on numbers, by the specification's names. */
  static final String NUMERIC_FUNCTIONS =
      "abs,acos,asin,atan,atan2,ceiling,cos,cot,degrees,exp,floor,log,log10,mod,pi,power,radians,"
          + "rand,round,sign,sin,sqrt,tan";

  /** As above, on text. */
  static final String STRING_FUNCTIONS =
      "ascii,char,concat,lcase,left,length,ltrim,repeat,replace,right,rtrim,substring,ucase";

  /** As above, of the system. */
  static final String SYSTEM_FUNCTIONS = "database,ifnull,user";

  /** As above, on dates and times. */
  static final String TIME_FUNCTIONS =
      "curdate,curtime,dayname,dayofmonth,dayofweek,dayofyear,hour,minute,month,monthname,now,"
          + "quarter,second,week,year";

  /** Names of JDBC's functions where the store's differ. */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("ucase", "upper"),
          Map.entry("lcase", "lower"),
          Map.entry("char", "chr"),
          Map.entry("curdate", "today"),
          Map.entry("curtime", "current_localtime"),
          Map.entry("database", "current_database"),
          Map.entry("dayofmonth", "day"),
          Map.entry("log", "ln"),
          Map.entry("rand", "random"),
          Map.entry("user", "current_user"));

  private JdbcEscapes() {}

  /** Returns the text the engine reads. */
  static String translate(String sql) {
    if (sql.indexOf('{') < 0) {
      return sql;
    }
    List<Lexeme> lexemes =
        QueryParser.lexemes(sql).stream().filter(l -> l.kind() != Lexeme.Kind.COMMENT).toList();
    StringBuilder text = new StringBuilder();
    Deque<Boolean> open = new ArrayDeque<>();
    int from = 0;
    for (int i = 0; i < lexemes.size(); i++) {
      String sign = lexeme(sql, lexemes, i);
      if (sign.equals("{")) {
        String word = lexeme(sql, lexemes, i + 1).toLowerCase(Locale.ROOT);
        boolean isEscape = isEscape(word, lexeme(sql, lexemes, i + 2));
        open.push(isEscape);
        if (isEscape) {
          text.append(sql, from, lexemes.get(i).start()).append(opening(word));
          from = lexemes.get(++i).end();
          if (word.equals("fn") && i + 1 < lexemes.size()) {
            String name = lexeme(sql, lexemes, ++i);
            text.append(sql, from, lexemes.get(i).start())
                .append(FUNCTIONS.getOrDefault(name.toLowerCase(Locale.ROOT), name));
            from = lexemes.get(i).end();
          }
        }
      } else if (sign.equals("}") && !open.isEmpty() && open.pop()) {
        text.append(sql, from, lexemes.get(i).start());
        from = lexemes.get(i).end();
      }
    }
    return text.append(sql, from, sql.length()).toString();
  }

  private static String lexeme(String sql, List<Lexeme> lexemes, int index) {
    return index < lexemes.size()
        ? sql.substring(lexemes.get(index).start(), lexemes.get(index).end())
        : "";
  }

  /** A struct has a colon where an escape has its text or name. */
  private static boolean isEscape(String word, String next) {
    return switch (word) {
      case "d", "t", "ts", "escape" -> next.startsWith("'") || next.equals("?");
      case "fn", "oj", "call" -> !next.isEmpty() && !next.equals(":");
      default -> false;
    };
  }

  private static String opening(String word) {
    return switch (word) {
      case "d" -> "DATE";
      case "t" -> "TIME";
      case "ts" -> "TIMESTAMP";
      case "escape" -> "ESCAPE";
      case "call" -> "CALL";
      default -> "";
    };
  }
}
