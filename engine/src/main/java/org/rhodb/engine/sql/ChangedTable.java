package org.rhodb.engine.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.rhodb.grammar.tree.SqlText;

/**
 * The table, view or macro that a statement makes or changes, as far as its words say.
 *
 * <p>Not seen: DROP, and what a prepared statement does.
 *
 * @param name what it is called afterwards, without quotes and what qualifies it
 * @param subject what it is called before
 * @param qualifiers what stands before that: nothing, a schema or database, or both
 * @param isTemporary whether it says that it makes something that ends with the session
 * @param change as {@link org.rhodb.engine.catalog.TableOrigin#change}
 * @param source where what goes in comes from
 */
public record ChangedTable(
    String name,
    String subject,
    List<String> qualifiers,
    boolean isTemporary,
    String change,
    Source source) {
  private static final Set<String> QUERY_WORDS =
      Set.of("SELECT", "FROM", "WITH", "PIVOT", "UNPIVOT", "TABLE", "DESCRIBE", "SHOW");

  /** Where what a statement puts into a table comes from. */
  public sealed interface Source {}

  /** Nothing that is stored: values, files, or the table itself. */
  public record Nothing() implements Source {}

  /** Something, and its words do not say what. */
  public record Anything() implements Source {}

  /** What was called otherwise before. */
  public record Renamed() implements Source {}

  /**
   * A query in the statement.
   *
   * @param start its offset in the script
   * @param cutStart offset of what is no part of it: INSERT and its table behind a WITH
   * @param cutEnd offset behind that; as cutStart where nothing is cut
   */
  public record Query(int start, int cutStart, int cutEnd) implements Source {}

  /** Returns whether there need be nothing of the name before. */
  public boolean isCreation() {
    return change.startsWith("CREATE");
  }

  /** Returns the table of a statement, or nothing if it changes none. */
  public static Optional<ChangedTable> of(SqlText sql) {
    return new Reader(sql).read(0, -1);
  }

  /** Walks over the words. */
  private static final class Reader {
    private final StatementWords words;
    private final int offset;

    Reader(SqlText sql) {
      words = new StatementWords(sql.text());
      offset = sql.position().start();
    }

    /**
     * Reads from a verb on.
     *
     * @param with number of the WITH before it; -1 without one
     */
    Optional<ChangedTable> read(int verb, int with) {
      int next = verb + 1;
      return switch (words.word(verb)) {
        case "WITH" -> behindWith(verb);
        case "CREATE" -> creation(next);
        case "ALTER" -> alteration(next);
        case "INSERT" -> insertion(verb, with);
        case "UPDATE" -> changed(next, "UPDATE", new Anything());
        case "MERGE" -> changed(next, "MERGE", new Anything());
        case "TRUNCATE" -> deletion(next, new Nothing());
        case "DELETE" -> deletion(next, with < 0 ? new Nothing() : new Anything());
        case "COPY" -> copy(next);
        default -> Optional.empty();
      };
    }

    private Optional<ChangedTable> behindWith(int with) {
      int verb =
          words.outside(with, Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "SELECT", "VALUES"));
      return words.word(verb).equals("SELECT") || verb == words.size()
          ? Optional.empty()
          : read(verb, with);
    }

    private Optional<ChangedTable> creation(int from) {
      int kindAt = words.afterFillers(from);
      String kind = words.word(kindAt);
      if (kind.equals("FUNCTION")) {
        kind = "MACRO";
      }
      if (!Set.of("TABLE", "VIEW", "MACRO").contains(kind)) {
        return Optional.empty();
      }
      StatementWords.QualifiedName name = words.name(words.afterFillers(kindAt + 1));
      int query = words.outside(name.next(), Set.of("AS")) + 1;
      if (kind.equals("MACRO") && words.word(query).equals("TABLE")) {
        query++;
      }
      boolean isTemporary =
          IntStream.range(from, kindAt).anyMatch(i -> words.word(i).startsWith("TEMP"));
      return table(name, name.last(), isTemporary, "CREATE " + kind, query(query));
    }

    private Optional<ChangedTable> alteration(int from) {
      if (!words.word(from).equals("TABLE") && !words.word(from).equals("VIEW")) {
        return Optional.empty();
      }
      StatementWords.QualifiedName name = words.name(words.afterFillers(from + 1));
      boolean isRenamed =
          words.word(name.next()).equals("RENAME") && words.word(name.next() + 1).equals("TO");
      return isRenamed
          ? table(name, words.name(name.next() + 2).last(), false, "RENAME", new Renamed())
          : made(name, "ALTER", new Nothing());
    }

    private Optional<ChangedTable> insertion(int verb, int with) {
      StatementWords.QualifiedName name = words.name(words.afterFillers(verb + 1));
      int next = name.next();
      if (words.word(next).equals("(") && !QUERY_WORDS.contains(words.word(next + 1))) {
        next = words.outside(next, Set.of(")")) + 1;
      }
      if (words.word(next).equals("BY")) {
        next += 2;
      }
      boolean isQuery = !Set.of("VALUES", "DEFAULT").contains(words.word(next));
      if (isQuery && with >= 0 && next < words.size()) {
        Query query =
            new Query(
                offset + words.start(with), offset + words.start(verb), offset + words.start(next));
        return made(name, "INSERT", query);
      }
      return made(name, "INSERT", isQuery ? query(next) : new Nothing());
    }

    private Source query(int first) {
      if (first >= words.size()) {
        return new Nothing();
      }
      int start = offset + words.start(first);
      return new Query(start, start, start);
    }

    private Optional<ChangedTable> deletion(int from, Source source) {
      boolean isWord = words.word(from).equals("FROM") || words.word(from).equals("TABLE");
      return made(words.name(isWord ? from + 1 : from), "DELETE", source);
    }

    private Optional<ChangedTable> copy(int from) {
      StatementWords.QualifiedName name = words.name(from);
      int next = name.next();
      if (words.word(next).equals("(")) {
        next = words.outside(next, Set.of(")")) + 1;
      }
      return words.word(next).equals("FROM") ? made(name, "COPY", new Nothing()) : Optional.empty();
    }

    private Optional<ChangedTable> changed(int from, String change, Source source) {
      return made(words.name(words.afterFillers(from)), change, source);
    }

    private static Optional<ChangedTable> made(
        StatementWords.QualifiedName name, String change, Source source) {
      return table(name, name.last(), false, change, source);
    }

    private static Optional<ChangedTable> table(
        StatementWords.QualifiedName subject,
        String name,
        boolean isTemporary,
        String change,
        Source source) {
      return subject.parts().isEmpty()
          ? Optional.empty()
          : Optional.of(
              new ChangedTable(
                  name, subject.last(), subject.qualifiers(), isTemporary, change, source));
    }
  }
}
