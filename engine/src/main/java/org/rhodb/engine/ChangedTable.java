package org.rhodb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.tree.SqlText;

/**
 * The table that a statement makes or changes, as far as its words say.
 *
 * <p>Not seen: ALTER, DROP, a WITH before INSERT, and what a macro or prepared statement does.
 *
 * @param name without its schema, without quotes
 * @param change as {@link org.rhodb.engine.catalog.TableOrigin#change}
 * @param queryStart offset in the script of the query whose rows go in; -1 if there is none
 */
record ChangedTable(String name, String change, int queryStart) {
  private static final Set<String> QUERY_WORDS =
      Set.of("SELECT", "FROM", "WITH", "PIVOT", "UNPIVOT", "TABLE", "DESCRIBE", "SHOW");
  private static final Set<String> FILLERS =
      Set.of(
          "OR",
          "REPLACE",
          "TEMP",
          "TEMPORARY",
          "LOCAL",
          "GLOBAL",
          "PERSISTENT",
          "RECURSIVE",
          "IF",
          "NOT",
          "EXISTS",
          "IGNORE",
          "INTO",
          "ONLY");

  /** Returns the table of a statement, or nothing if it changes none. */
  static Optional<ChangedTable> of(SqlText sql) {
    return new Reader(sql).read();
  }

  /** Walks over the lexemes that are not comments. */
  private static final class Reader {
    private final String text;
    private final int offset;
    private final List<Lexeme> lexemes;
    private int next;

    Reader(SqlText sql) {
      text = sql.text();
      offset = sql.position().start();
      lexemes =
          QueryParser.lexemes(text).stream()
              .filter(lexeme -> lexeme.kind() != Lexeme.Kind.COMMENT)
              .toList();
    }

    Optional<ChangedTable> read() {
      String first = word(next++);
      return switch (first) {
        case "CREATE" -> creation();
        case "INSERT" -> insertion();
        case "UPDATE" -> changed("UPDATE");
        case "MERGE" -> changed("MERGE");
        case "DELETE", "TRUNCATE" -> deletion();
        case "COPY" -> copy();
        default -> Optional.empty();
      };
    }

    private Optional<ChangedTable> creation() {
      skipFillers();
      String kind = word(next++);
      if (!kind.equals("TABLE") && !kind.equals("VIEW")) {
        return Optional.empty();
      }
      skipFillers();
      String name = name();
      int depth = 0;
      for (; next < lexemes.size(); next++) {
        depth += depthOf(next);
        if (depth == 0 && word(next).equals("AS")) {
          return made(name, "CREATE " + kind, next + 1);
        }
      }
      return made(name, "CREATE " + kind, lexemes.size());
    }

    private Optional<ChangedTable> insertion() {
      skipFillers();
      String name = name();
      boolean isList = word(next).equals("(") && !QUERY_WORDS.contains(word(next + 1));
      if (isList) {
        int depth = 0;
        do {
          depth += depthOf(next++);
        } while (depth > 0 && next < lexemes.size());
      }
      if (word(next).equals("BY")) {
        next += 2;
      }
      boolean isQuery = !word(next).equals("VALUES") && !word(next).equals("DEFAULT");
      return made(name, "INSERT", isQuery ? next : lexemes.size());
    }

    private Optional<ChangedTable> deletion() {
      if (word(next).equals("FROM") || word(next).equals("TABLE")) {
        next++;
      }
      return changed("DELETE");
    }

    private Optional<ChangedTable> copy() {
      if (word(next).equals("(")) {
        return Optional.empty();
      }
      String name = name();
      return word(next).equals("FROM") ? made(name, "COPY", lexemes.size()) : Optional.empty();
    }

    private Optional<ChangedTable> changed(String change) {
      skipFillers();
      return made(name(), change, lexemes.size());
    }

    private Optional<ChangedTable> made(String name, String change, int query) {
      if (name.isEmpty()) {
        return Optional.empty();
      }
      int start = query < lexemes.size() ? offset + lexemes.get(query).start() : -1;
      return Optional.of(new ChangedTable(name, change, start));
    }

    private void skipFillers() {
      while (FILLERS.contains(word(next))) {
        next++;
      }
    }

    /** Reads {@code name}, {@code schema.name} or {@code database.schema.name}. */
    private String name() {
      List<String> parts = new ArrayList<>();
      do {
        if (next >= lexemes.size()) {
          return "";
        }
        String part = characters(next++);
        boolean isQuoted = part.length() >= 2 && part.startsWith("\"");
        parts.add(isQuoted ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part);
      } while (word(next).equals(".") && next++ >= 0);
      return parts.get(parts.size() - 1);
    }

    private int depthOf(int index) {
      return switch (word(index)) {
        case "(" -> 1;
        case ")" -> -1;
        default -> 0;
      };
    }

    private String word(int index) {
      return index < lexemes.size() ? characters(index).toUpperCase(Locale.ROOT) : "";
    }

    private String characters(int index) {
      return text.substring(lexemes.get(index).start(), lexemes.get(index).end());
    }
  }
}
