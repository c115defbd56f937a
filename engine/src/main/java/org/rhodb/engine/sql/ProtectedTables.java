package org.rhodb.engine.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rhodb.engine.catalog.CatalogTable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.store.SqlCursor;
import org.rhodb.engine.store.StoreSession;
import org.rhodb.grammar.SqlRendering;

/**
 * Refuses SQL that changes the engine's own tables, which only its statements may.
 *
 * <p>The store has neither rights nor read-only schemas, and takes only SELECT apart. But its
 * grammar names what a statement changes in few places, always by a literal name, and views cannot
 * be changed: so every such place is looked for in the lexemes, however deep, and an unqualified
 * name is found as the store finds it, along the search path.
 */
public final class ProtectedTables {
  private static final String SCHEMA = "rhodb";

  /** Kinds of things that DROP, ALTER, CREATE and COMMENT name. */
  private static final Set<String> KINDS =
      Set.of(
          "TABLE",
          "VIEW",
          "SCHEMA",
          "SEQUENCE",
          "INDEX",
          "TYPE",
          "MACRO",
          "FUNCTION",
          "COLUMN",
          "TRIGGER");

  private static final Set<String> OWN_NAMES = ownNames();

  private static final String FOUND_IN =
      """
      WITH path AS (
        SELECT unnest(current_schemas(true)) AS schema_name,
               generate_subscripts(current_schemas(true), 1) AS place
      ), named AS (
        SELECT schema_name, table_name AS name FROM duckdb_tables()
        UNION ALL SELECT schema_name, view_name FROM duckdb_views()
        UNION ALL SELECT schema_name, sequence_name FROM duckdb_sequences()
      )
      SELECT schema_name FROM path JOIN named USING (schema_name)
      WHERE lower(name) = lower(?) ORDER BY place LIMIT 1
      """;

  private final StoreSession session;
  private final SqlRendering rendering;
  private final StatementWords words;
  private final List<String> warnings = new ArrayList<>();

  private ProtectedTables(StoreSession session, SqlRendering rendering) {
    this.session = session;
    this.rendering = rendering;
    this.words = new StatementWords(rendering.text());
  }

  /**
   * Checks what the store is about to run for a user.
   *
   * @return warnings: names of the engine's that a new table takes
   * @throws QueryException A214 at a name of the engine's that it would change
   */
  public static List<String> check(StoreSession session, SqlRendering rendering) {
    ProtectedTables tables = new ProtectedTables(session, rendering);
    tables.check();
    return tables.warnings;
  }

  private void check() {
    for (int i = 0; i < words.size(); i++) {
      switch (words.word(i)) {
        case "DELETE" -> changes(words.word(i + 1).equals("FROM") ? i + 2 : i + 1);
        case "INTO", "UPDATE" -> changes(words.afterFillers(i + 1));
        case "TRUNCATE" -> changes(words.word(i + 1).equals("TABLE") ? i + 2 : i + 1);
        case "COPY" -> copies(i + 1);
        case "DROP", "ALTER" -> defines(i + 1, false);
        case "CREATE" -> defines(i + 1, true);
        case "COMMENT" -> defines(words.word(i + 1).equals("ON") ? i + 2 : i + 1, false);
        case "IMPORT" -> imports(i);
        default -> {
          // no place where something is changed
        }
      }
    }
  }

  private void copies(int from) {
    StatementWords.QualifiedName name = words.name(from);
    int next = name.next();
    if (words.word(next).equals("(")) {
      next = words.outside(next, Set.of(")")) + 1;
    }
    if (words.word(next).equals("FROM")) {
      changes(from);
    }
  }

  private void imports(int verb) {
    if (words.word(verb + 1).equals("DATABASE")) {
      throw refused(verb, "IMPORT DATABASE runs statements that nobody has checked")
          .withHint("ATTACH the other database, and CREATE TABLE ... AS FROM its tables");
    }
  }

  private void defines(int from, boolean isCreation) {
    int kindAt = words.afterFillers(from);
    String kind = words.word(kindAt);
    if (!KINDS.contains(kind)) {
      return;
    }
    StatementWords.QualifiedName name = words.name(words.afterFillers(kindAt + 1));
    List<String> parts = name.parts();
    if (kind.equals("SCHEMA")) {
      if (name.last().equalsIgnoreCase(SCHEMA)) {
        throw refused(name.first(), "schema '" + SCHEMA + "' is the engine's own")
            .withHint("DROP MODEL and DROP CORPUS remove what is in it");
      }
      return;
    }
    if (kind.equals("COLUMN")) {
      // A bare column belongs to the table of ALTER TABLE, which is looked at by itself.
      parts = parts.isEmpty() ? parts : parts.subList(0, parts.size() - 1);
    }
    changes(parts, name.first(), isCreation);
    if (isCreation && (kind.equals("TABLE") || kind.equals("VIEW"))) {
      warnOfHiding(parts);
    }
    if (isCreation && (kind.equals("INDEX") || kind.equals("TRIGGER"))) {
      int on = words.outside(kindAt, Set.of("ON"));
      changes(on + 1);
    }
  }

  /** A table in one of the schemas that are searched first hides the engine's of that name. */
  private void warnOfHiding(List<String> parts) {
    String name = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : "main";
    boolean isSearched = schema.equalsIgnoreCase("main") || schema.equalsIgnoreCase("temp");
    Optional<CatalogTable> hidden = CatalogTable.of(name.toLowerCase(Locale.ROOT));
    if (isSearched && hidden.isPresent()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "'%1$s' now means this table; the engine's own is read as %2$s.%1$s",
              hidden.get().key(),
              SCHEMA));
    }
  }

  private void changes(int from) {
    StatementWords.QualifiedName name = words.name(from);
    changes(name.parts(), name.first(), false);
  }

  private void changes(List<String> parts, int first, boolean isCreation) {
    if (parts.isEmpty()) {
      return;
    }
    String name = parts.get(parts.size() - 1);
    boolean isOurs =
        parts.size() > 1
            ? parts.get(parts.size() - 2).equalsIgnoreCase(SCHEMA)
            : OWN_NAMES.contains(name) && isFoundAsOurs(name, isCreation);
    // Quotes that can hide a name: E'..' and $$..$$ are never needed to write one.
    boolean isHidden = words.word(first).startsWith("E'") || words.word(first).startsWith("$");
    if (isOurs || isHidden) {
      throw refused(first, "'" + name + "' is the engine's own and is not changed by SQL")
          .withHint(hint(name));
    }
  }

  private static Set<String> ownNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(List.of("corpus_ids", "run_ids"));
    Arrays.stream(CatalogTable.values()).forEach(table -> names.add(table.key()));
    return Collections.unmodifiableSet(names);
  }

  /** Finds an unqualified name as the store does; a new table goes into the current schema. */
  private boolean isFoundAsOurs(String name, boolean isCreation) {
    try (SqlCursor cursor =
        isCreation
            ? session.execute("SELECT current_schema()", List.of())
            : session.execute(FOUND_IN, List.of(name))) {
      return cursor.next() && SCHEMA.equals(cursor.value(0));
    }
  }

  private QueryException refused(int word, String message) {
    return QueryException.at(rendering.toSource(words.start(word)), ErrorCode.A214, message);
  }

  private static String hint(String name) {
    Optional<CatalogTable> table = CatalogTable.of(name.toLowerCase(Locale.ROOT));
    return table
        .map(
            own ->
                switch (own) {
                  case MODELS, CHECKPOINTS -> "CREATE MODEL and DROP MODEL change it";
                  case CORPORA, CORPUS_SEQUENCES -> "CREATE CORPUS and DROP CORPUS change it";
                  case SHARDS -> "INGEST ACTIVATIONS adds to it, DROP MODEL and DROP CORPUS remove";
                  case RUNS, ORIGINS, ANSWERS, ANSWER_ROWS, SCHEMA_VERSION ->
                      "only the engine writes it; SELECT reads it, CREATE TABLE ... AS copies it";
                })
        .orElse("write tables of your own in schema main, or one you create");
  }
}
