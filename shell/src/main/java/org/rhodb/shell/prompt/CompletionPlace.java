package org.rhodb.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.QueryParser;

/**
 * What may stand where the cursor is, by the words of its statement before it.
 *
 * @param kind what is offered there
 * @param words for {@link Kind#WORDS} the words, for {@link Kind#STEP} the models whose steps are
 *     meant (none: of all), for {@link Kind#ANY} the relations in the statement
 */
record CompletionPlace(Kind kind, List<String> words) {
  /** Words after which only a few others stand. */
  private static final Map<String, List<String>> FOLLOWERS =
      Map.of(
          "ESTIMATE", List.of("BY GRADIENT"),
          "OF", List.of("MODELS", "ALL MODELS"),
          "AT", List.of("CHECKPOINT", "CHECKPOINTS", "ALL CHECKPOINTS", "LAST CHECKPOINT"),
          "BASELINE", List.of("ORTHOGONAL", "GAUSSIAN", "PERMUTATION"),
          "CORRELATE", List.of("MODELS", "ALL MODELS"),
          "INGEST", List.of("ACTIVATIONS OF MODELS"),
          "NEURONS", List.of("OF MODELS", "OF ALL MODELS"),
          "SHOW", List.of("MODELS", "CHECKPOINTS", "CORPORA", "RUNS", "SETTINGS", "TABLES"),
          "UNIVERSAL", List.of("NEURONS"),
          "VERSUS", List.of("RANDOM", "MATCHED"));

  private static final List<String> STATEMENTS =
      List.of(
          "ABLATE",
          "ACTIVATIONS",
          "ALTER",
          "ATTACH",
          "BEGIN",
          "COMMIT",
          "COPY",
          "CORRELATE",
          "CREATE",
          "DELETE",
          "DESCRIBE",
          "DROP",
          "EXECUTE",
          "EXPLAIN",
          "FROM",
          "INGEST",
          "INSERT",
          "PERSIST",
          "PREPARE",
          "RESET",
          "ROLLBACK",
          "SELECT",
          "SET",
          "SHOW",
          "SUMMARIZE",
          "UNIVERSAL",
          "UPDATE",
          "USE",
          "VALUES",
          "WITH");

  private static final Set<String> RELATIONS =
      Set.of("ABLATE", "ACTIVATIONS", "CORRELATE", "PERSIST", "UNIVERSAL");

  CompletionPlace {
    words = List.copyOf(words);
  }

  /** What may stand at a place. */
  enum Kind {
    /** A few words of the language. */
    WORDS,
    /** A model. */
    MODEL,
    /** A corpus. */
    CORPUS,
    /** A training step. */
    STEP,
    /** A setting. */
    SETTING,
    /** A table, view or relation. */
    TABLE,
    /** Anything that an expression or clause begins with. */
    ANY,
    /** A name that is not there yet, which nobody can complete. */
    NEW_NAME
  }

  /** Finds the place behind a text, which ends where the word to complete begins. */
  static CompletionPlace behind(String text) {
    List<String> before = statementBefore(text);
    if (before.isEmpty()) {
      return new CompletionPlace(Kind.WORDS, STATEMENTS);
    }
    String last = before.get(before.size() - 1);
    if (isAfterCreate(before)) {
      return new CompletionPlace(Kind.NEW_NAME, List.of());
    }
    if (FOLLOWERS.containsKey(last)) {
      return new CompletionPlace(Kind.WORDS, FOLLOWERS.get(last));
    }
    if (isBehindOperand(text) || isAllOfThem(before)) {
      return new CompletionPlace(Kind.WORDS, ClauseWords.behind(before));
    }
    int list = listStart(before);
    String opener = list < 0 ? "" : before.get(list);
    return switch (opener) {
      case "MODEL", "MODELS", "REFERENCE" -> new CompletionPlace(Kind.MODEL, List.of());
      case "CORPUS" -> new CompletionPlace(Kind.CORPUS, List.of());
      case "CHECKPOINT", "CHECKPOINTS" ->
          new CompletionPlace(Kind.STEP, modelsBefore(before, list));
      case "@" -> new CompletionPlace(Kind.STEP, List.of(lower(before.get(Math.max(0, list - 1)))));
      case "ON" -> on(before);
      case "SET", "RESET" -> new CompletionPlace(Kind.SETTING, List.of());
      case "FROM", "JOIN", "INTO", "UPDATE", "TABLE", "DESCRIBE", "SUMMARIZE" ->
          new CompletionPlace(Kind.TABLE, List.of());
      default -> any(before);
    };
  }

  /** Returns whether a text ends in what only clauses and operators go on behind. */
  private static boolean isBehindOperand(String text) {
    Lexeme last = null;
    for (Lexeme lexeme : QueryParser.lexemes(text)) {
      last = lexeme.kind() == Lexeme.Kind.COMMENT ? last : lexeme;
    }
    return last != null
        && switch (last.kind()) {
          case IDENTIFIER, NUMBER, STRING, PARAMETER -> true;
          case OPERATOR -> text.charAt(last.end() - 1) == ')';
          case KEYWORD, DSL_WORD, COMMENT, ERROR -> false;
        };
  }

  /** Returns whether the words end in ALL MODELS, ALL CHECKPOINTS or LAST CHECKPOINT. */
  private static boolean isAllOfThem(List<String> before) {
    int size = before.size();
    return size > 1
        && Set.of("ALL", "LAST").contains(before.get(size - 2))
        && Set.of("MODELS", "CHECKPOINTS", "CHECKPOINT").contains(before.get(size - 1));
  }

  private static CompletionPlace any(List<String> before) {
    return new CompletionPlace(Kind.ANY, before.stream().filter(RELATIONS::contains).toList());
  }

  /** Behind ON stands a corpus, but in a join a condition. */
  private static CompletionPlace on(List<String> before) {
    for (int i = before.size() - 2; i >= 0; i--) {
      switch (before.get(i)) {
        case "JOIN" -> {
          return any(before);
        }
        case "MODEL", "MODELS", "ABLATE" -> {
          return new CompletionPlace(Kind.CORPUS, List.of());
        }
        default -> {
          // Further back.
        }
      }
    }
    return any(before);
  }

  /**
   * Returns the index of the word a list hangs on: in {@code MODELS a@50, b,} of {@code MODELS}, in
   * {@code CHECKPOINTS (50,} of {@code CHECKPOINTS}; -1 if the last word ends one.
   */
  private static int listStart(List<String> before) {
    int i = before.size() - 1;
    String last = before.get(i);
    if (!last.equals(",") && !last.equals("(")) {
      return i;
    }
    if (last.equals("(")) {
      return i > 0 && Set.of("CHECKPOINTS", "REFERENCE").contains(before.get(i - 1)) ? i - 1 : -1;
    }
    while (i >= 0) {
      String word = before.get(i);
      if (Set.of("MODEL", "MODELS", "CHECKPOINTS", "REFERENCE").contains(word)) {
        return i;
      }
      boolean isOfList =
          Set.of(",", "@", "(").contains(word)
              || word.chars().allMatch(c -> Character.isDigit(c) || c == '_')
              || !QueryParser.keywords().contains(word);
      if (!isOfList) {
        return -1;
      }
      i--;
    }
    return -1;
  }

  private static boolean isAfterCreate(List<String> before) {
    int size = before.size();
    boolean isNamed = Set.of("MODEL", "CORPUS", "TABLE", "VIEW").contains(before.get(size - 1));
    return isNamed
        && before.get(0).equals("CREATE")
        && size <= 4
        && Set.of("CREATE", "REPLACE", "TEMP", "TEMPORARY").contains(before.get(size - 2));
  }

  /** Returns the models that the relation names whose clause stands at an index. */
  private static List<String> modelsBefore(List<String> before, int index) {
    int start = index;
    while (start >= 0
        && !before.get(start).equals("MODELS")
        && !before.get(start).equals("MODEL")) {
      start--;
    }
    List<String> models = new ArrayList<>();
    for (int i = start + 1; start >= 0 && i < index; i++) {
      String word = before.get(i);
      if (word.equals("ON") || word.equals("AT")) {
        break;
      }
      if (!word.equals(",")) {
        models.add(lower(word));
      }
    }
    return models;
  }

  /** Returns the words, names, numbers and signs of the statement a text ends in, in upper case. */
  private static List<String> statementBefore(String text) {
    List<String> words = new ArrayList<>();
    for (Lexeme lexeme : QueryParser.lexemes(text)) {
      String word = text.substring(lexeme.start(), lexeme.end());
      if (word.equals(";")) {
        words.clear();
      } else if (lexeme.kind() != Lexeme.Kind.COMMENT) {
        words.add(word.toUpperCase(Locale.ROOT));
      }
    }
    return words;
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
