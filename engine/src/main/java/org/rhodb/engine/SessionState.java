package org.rhodb.engine;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** What a session's statements left behind that a second session of the store does not have. */
final class SessionState {
  /** The store is the one who knows the rest of the statement, and ran it. */
  private static final Pattern FIRST_WORDS = Pattern.compile("^\\s*(\\w+)(?:\\s+(\\w+))?");

  private boolean isInTransaction;
  private boolean hasChanged;
  private String path = "";
  private final Set<String> temporary = new TreeSet<>();

  /** Notes a statement that ran. */
  void ran(String sql, QueryResult.Kind kind) {
    switch (firstWord(sql)) {
      case "BEGIN", "START" -> {
        isInTransaction = true;
        hasChanged = false;
      }
      case "COMMIT", "END", "ROLLBACK", "ABORT" -> isInTransaction = false;
      case "USE" -> path = sql;
      case "SET", "RESET" -> notePath(sql);
      default -> hasChanged |= kind != QueryResult.Kind.ROWS;
    }
  }

  /** Notes a temporary table or view that was made. */
  void madeTemporary(String name) {
    temporary.add(name);
  }

  /** Notes a statement that failed: the end of a transaction ends it either way. */
  void failed(String sql, QueryException error) {
    boolean isBegun = error.code() != ErrorCode.R501; // rows still to be read were in its way
    switch (firstWord(sql)) {
      case "COMMIT", "END", "ROLLBACK", "ABORT" -> isInTransaction &= !isBegun;
      default -> {}
    }
  }

  private void notePath(String sql) {
    Matcher words = FIRST_WORDS.matcher(sql);
    String name = words.find() && words.group(2) != null ? words.group(2) : "";
    if (name.equalsIgnoreCase("schema") || name.equalsIgnoreCase("search_path")) {
      path = sql;
    }
  }

  private static String firstWord(String sql) {
    Matcher words = FIRST_WORDS.matcher(sql);
    return words.find() ? words.group(1).toUpperCase(Locale.ROOT) : "";
  }

  /** Returns whether a transaction is open. */
  boolean isInTransaction() {
    return isInTransaction;
  }

  /** Returns whether the open transaction may have changed something that nobody else sees. */
  boolean hasUncommitted() {
    return isInTransaction && hasChanged;
  }

  /** Returns the names of the temporary tables and views that were made, also of those dropped. */
  Set<String> temporary() {
    return Collections.unmodifiableSet(temporary);
  }

  /** Returns the statement that says where names are looked up, if there was one. */
  Optional<String> path() {
    return path.isEmpty() ? Optional.empty() : Optional.of(path);
  }
}
