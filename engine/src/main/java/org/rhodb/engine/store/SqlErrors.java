package org.rhodb.engine.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.SqlFault;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.grammar.Position;

/** Turns what DuckDB says into the one exception users see, with a code, a place and a way out. */
final class SqlErrors {
  /** errno values that mean a file cannot be written: ENOSPC, EFBIG, EROFS, EDQUOT. */
  private static final List<String> CANNOT_WRITE = List.of("28", "27", "30", "122");

  private static final Pattern UNKNOWN_PARAMETER =
      Pattern.compile("^Invalid named parameter \"([^\"]+)\"");

  private static final int LONGEST_HINT = 300;

  private final Failures failures;

  SqlErrors(Failures failures) {
    this.failures = failures;
  }

  /**
   * Returns the error a statement failed with.
   *
   * @param isWriting whether the statement changes something, so that a file error is about output
   */
  QueryException translate(SQLException e, SqlRequest request, boolean isWriting) {
    String text = String.valueOf(e.getMessage());
    Optional<QueryException> ours = failures.take(text);
    if (ours.isPresent()) {
      return ours.get();
    }
    ErrorText error = ErrorText.read(text);
    QueryException translated = translate(error, isWriting).withCause(e);
    Optional<Position> position =
        error
            .range(request.sql())
            .map(r -> blamed(error, request.sql(), r))
            .flatMap(r -> request.positions().locate(r.start(), r.end()));
    return position.map(translated::orAt).orElse(translated);
  }

  /** DuckDB blames the value of a named parameter that there is none of; its name is before it. */
  private static ErrorText.Range blamed(ErrorText error, String sql, ErrorText.Range range) {
    Matcher unknown = UNKNOWN_PARAMETER.matcher(error.message());
    int start = unknown.find() ? sql.lastIndexOf(unknown.group(1), range.start()) : -1;
    return start < 0 ? range : new ErrorText.Range(start, start + unknown.group(1).length());
  }

  /** Returns the error for something the store itself asked of DuckDB. */
  QueryException translate(SQLException e) {
    return translate(e, SqlRequest.of(""), true);
  }

  private static QueryException translate(ErrorText error, boolean isWriting) {
    String line = sentence(error.firstLine());
    return switch (error.type()) {
      case "Parser", "Syntax" -> QueryException.of(ErrorCode.S105, line);
      case "Catalog", "Binder" -> named(error, line);
      case "Out of Memory" ->
          QueryException.of(ErrorCode.R501, line)
              .withHint("raise memory_limit, or narrow the query");
      case "IO" -> file(error, line, isWriting);
      case "Interrupt", "INTERRUPT" -> QueryException.of(ErrorCode.R506, "cancelled");
      case "Permission" -> QueryException.of(ErrorCode.R510, line);
      case "Missing Extension" ->
          QueryException.of(ErrorCode.U305, line)
              .withHint("extensions are not loaded; files on this machine can be read");
      case "Internal", "INTERNAL", "Fatal", "FATAL" -> QueryException.of(ErrorCode.B901, line);
      case "Invalid Input" -> invalid(line);
      case "Constraint" -> faulty(line, SqlFault.CONSTRAINT);
      case "Conversion", "Invalid Type", "Mismatch Type" -> faulty(line, SqlFault.CONVERSION);
      case "Out of Range" -> faulty(line, SqlFault.RANGE);
      case "Transaction", "TransactionContext" ->
          faulty(line, line.contains("conflict") ? SqlFault.CONFLICT : SqlFault.TRANSACTION);
      default -> other(line, isWriting);
    };
  }

  private static QueryException faulty(String line, SqlFault fault) {
    return QueryException.of(ErrorCode.A208, line).withFault(fault);
  }

  private static QueryException invalid(String line) {
    if (line.contains("read-only mode")) {
      return QueryException.of(
          ErrorCode.R504, "the database is open read-only and cannot be changed");
    }
    if (line.startsWith("no statements to execute")) {
      return QueryException.of(ErrorCode.S101, "nothing to run: the statement is empty");
    }
    if (line.contains("the configuration has been locked")) {
      return QueryException.of(ErrorCode.R510, "settings cannot be changed in safe mode");
    }
    return QueryException.of(ErrorCode.A208, line);
  }

  private static QueryException other(String line, boolean isWriting) {
    if (line.startsWith("interrupted")) {
      return QueryException.of(ErrorCode.R506, "cancelled");
    }
    if (line.contains("No space left")) {
      return QueryException.of(isWriting ? ErrorCode.R505 : ErrorCode.A208, line);
    }
    return QueryException.of(ErrorCode.A208, line);
  }

  private static QueryException named(ErrorText error, String line) {
    String name = error.detail("name");
    String subtype = error.detail("error_subtype");
    String kind = error.detail("type");
    if (kind.equals("configuration parameter")) {
      return QueryException.of(ErrorCode.A206, "unknown setting '" + name + "'")
          .withHint(hint(error));
    }
    if (subtype.equals("MISSING_ENTRY") && !name.isEmpty()) {
      String what = kind.endsWith("Function") ? "function" : kind.toLowerCase(Locale.ROOT);
      return QueryException.of(ErrorCode.A203, "unknown " + what + " '" + name + "'")
          .withHint(hint(error))
          .withFault(fault(kind));
    }
    if (subtype.equals("COLUMN_NOT_FOUND") && !name.isEmpty()) {
      return QueryException.of(ErrorCode.A203, "unknown column '" + name + "'")
          .withHint(hint(error))
          .withFault(SqlFault.COLUMN);
    }
    if (subtype.equals("ENTRY_ALREADY_EXISTS")) {
      return QueryException.of(ErrorCode.A205, line)
          .withHint("OR REPLACE or IF NOT EXISTS say what is meant")
          .withFault(fault(kind));
    }
    return unnamed(error, line);
  }

  /** Where DuckDB gives no details, its sentence has to do. */
  private static QueryException unnamed(ErrorText error, String line) {
    String sentence = line.toLowerCase(Locale.ROOT);
    boolean isColumn = line.contains("does not have a column") || isMissing(line, "column");
    boolean isUnknown = isColumn || line.contains("does not exist") || line.contains("not found");
    SqlFault fault = SqlFault.NONE;
    if (isColumn) {
      fault = SqlFault.COLUMN;
    } else if (isUnknown && (sentence.contains("table") || sentence.contains("view"))) {
      fault = SqlFault.TABLE;
    } else if (error.detail("error_subtype").equals("NO_MATCHING_FUNCTION")) {
      fault = SqlFault.FUNCTION;
    }
    return QueryException.of(isUnknown ? ErrorCode.A203 : ErrorCode.A208, line)
        .withHint(hint(error))
        .withFault(fault);
  }

  private static boolean isMissing(String line, String what) {
    return line.toLowerCase(Locale.ROOT).contains(what + " ") && line.contains("not found");
  }

  private static SqlFault fault(String kind) {
    if (kind.endsWith("Function")) {
      return SqlFault.FUNCTION;
    }
    return switch (kind) {
      case "Table", "View" -> SqlFault.TABLE;
      case "Column" -> SqlFault.COLUMN;
      case "Schema", "Database" -> SqlFault.SCHEMA;
      default -> SqlFault.NONE;
    };
  }

  private static QueryException file(ErrorText error, String line, boolean isWriting) {
    boolean isFull =
        CANNOT_WRITE.contains(error.detail("errno"))
            || error.message().contains("No space left")
            || error.message().contains("Could not write");
    if (isFull || isWriting) {
      return QueryException.of(ErrorCode.R505, line);
    }
    return QueryException.of(ErrorCode.X401, line);
  }

  /** Returns what DuckDB offers instead: its guess, or the candidates it knows. */
  private static String hint(ErrorText error) {
    for (String line : error.message().lines().toList()) {
      String stripped = line.strip();
      if (stripped.startsWith("Did you mean")) {
        return quoted("did you mean" + stripped.substring("Did you mean".length()))
            .replace("mean: '", "mean '")
            .replaceFirst("'$", "'?");
      }
      if (stripped.startsWith("Candidate bindings")) {
        String names = stripped.substring(stripped.lastIndexOf(": ") + 2);
        return columns(missingColumn(error), List.of(names.replace("\"", "").split(", ")));
      }
    }
    if (error.detail("error_subtype").equals("NO_MATCHING_FUNCTION")) {
      List<String> signatures =
          Arrays.stream(error.message().split("\n"))
              .filter(line -> line.startsWith("\t") && !line.contains("Candidate functions"))
              .map(String::strip)
              .toList();
      return signatures.isEmpty() ? "" : "there are: " + shortened(String.join("; ", signatures));
    }
    return "";
  }

  /** DuckDB offers the columns whose names are like it, or some, and never all there are. */
  private static String columns(String missing, List<String> similar) {
    Optional<String> meant = Suggestion.nearest(missing, similar);
    if (meant.isPresent() && similar.size() == 1) {
      return "did you mean '" + meant.get() + "'?";
    }
    return meant.map(name -> "did you mean '" + name + "'?  ").orElse("")
        + shortened("columns like it: " + String.join(", ", similar));
  }

  private static String missingColumn(ErrorText error) {
    String name = error.detail("name");
    return name.isEmpty() ? error.firstLine().replaceFirst("(?s).*\"([^\"]+)\"\\W*$", "$1") : name;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_HINT ? text : text.substring(0, LONGEST_HINT) + " ...";
  }

  private static String quoted(String text) {
    return text.replace('"', '\'');
  }

  /** Lower-cases the first letter unless the first word is an abbreviation. */
  private static String sentence(String line) {
    if (line.length() < 2 || Character.isUpperCase(line.charAt(1))) {
      return quoted(line);
    }
    return quoted(Character.toLowerCase(line.charAt(0)) + line.substring(1));
  }
}
