package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** The tables of schema {@code rhodb}, and their version. */
final class CatalogSchema {
  /** Raised by one whenever a table changes; older databases are then migrated here. */
  static final int VERSION = 1;

  private static final List<String> TABLES =
      List.of(
          "CREATE SCHEMA rhodb",
          "CREATE TABLE rhodb.schema_version (version INTEGER NOT NULL)",
          "INSERT INTO rhodb.schema_version VALUES (" + VERSION + ")",
          """
          CREATE TABLE rhodb.models (
            name VARCHAR NOT NULL, source VARCHAR NOT NULL, connector VARCHAR NOT NULL,
            created TIMESTAMP NOT NULL)""",
          """
          CREATE TABLE rhodb.checkpoints (
            model VARCHAR NOT NULL, step BIGINT NOT NULL, location VARCHAR NOT NULL,
            weights_hash VARCHAR NOT NULL, architecture VARCHAR NOT NULL, d_vocab INTEGER NOT NULL,
            n_ctx INTEGER NOT NULL, d_model INTEGER NOT NULL, n_layers INTEGER NOT NULL,
            n_heads INTEGER NOT NULL, d_mlp INTEGER NOT NULL, activation VARCHAR NOT NULL,
            layer_norm_epsilon DOUBLE NOT NULL, is_attention_scaled BOOLEAN NOT NULL,
            is_attention_scaled_by_layer BOOLEAN NOT NULL, is_attention_upcast BOOLEAN NOT NULL,
            is_head_tied BOOLEAN NOT NULL)""",
          """
          CREATE TABLE rhodb.corpora (
            name VARCHAR NOT NULL, source VARCHAR NOT NULL, tokenizer VARCHAR NOT NULL,
            context INTEGER NOT NULL, sequences BIGINT NOT NULL, tokens BIGINT NOT NULL,
            counted_tokens BIGINT NOT NULL, masked VARCHAR NOT NULL, d_vocab INTEGER NOT NULL,
            hash VARCHAR NOT NULL, id BIGINT NOT NULL, created TIMESTAMP NOT NULL)""",
          // One row a chunk of sequences: ids are little-endian uint16 or int32, roles one byte
          // each.
          """
          CREATE TABLE rhodb.corpus_sequences (
            corpus BIGINT NOT NULL, first_sequence BIGINT NOT NULL, sequences INTEGER NOT NULL,
            ids BLOB NOT NULL, roles BLOB NOT NULL)""",
          "CREATE SEQUENCE rhodb.corpus_ids",
          "CREATE SEQUENCE rhodb.run_ids",
          """
          CREATE TABLE rhodb.runs (
            id BIGINT NOT NULL, started TIMESTAMP NOT NULL, operator VARCHAR NOT NULL,
            statement VARCHAR NOT NULL, checkpoints VARCHAR NOT NULL, corpus_hash VARCHAR NOT NULL,
            seeds VARCHAR NOT NULL, device VARCHAR NOT NULL, threads INTEGER NOT NULL,
            tokens BIGINT NOT NULL, flops DOUBLE NOT NULL, bytes BIGINT NOT NULL,
            forward_passes INTEGER NOT NULL, seconds DOUBLE NOT NULL, "rows" BIGINT NOT NULL,
            detail VARCHAR NOT NULL, versions VARCHAR NOT NULL)""",
          """
          CREATE TABLE rhodb.shards (
            kind VARCHAR NOT NULL, weights_hash VARCHAR NOT NULL, corpus_hash VARCHAR NOT NULL,
            hook VARCHAR NOT NULL, first_layer INTEGER NOT NULL, last_layer INTEGER NOT NULL,
            mask VARCHAR NOT NULL, type VARCHAR NOT NULL, first_token BIGINT NOT NULL,
            last_token BIGINT NOT NULL, part VARCHAR NOT NULL, file VARCHAR NOT NULL,
            "rows" BIGINT NOT NULL, width BIGINT NOT NULL, bytes BIGINT NOT NULL,
            sha256 VARCHAR NOT NULL, created TIMESTAMP NOT NULL)""");

  /** Tables that came later and that older programs need not know: made where they are missing. */
  private static final List<String> LATER_TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS rhodb.origins (
            "table" VARCHAR NOT NULL, change VARCHAR NOT NULL, statement VARCHAR NOT NULL,
            made TIMESTAMP NOT NULL, inputs VARCHAR[] NOT NULL, are_inputs_known BOOLEAN NOT NULL,
            runs BIGINT[] NOT NULL)""",
          "CREATE SEQUENCE IF NOT EXISTS rhodb.answer_ids",
          """
          CREATE TABLE IF NOT EXISTS rhodb.answers (
            id BIGINT NOT NULL, run BIGINT NOT NULL, relation VARCHAR NOT NULL,
            weights VARCHAR NOT NULL, corpus_hash VARCHAR NOT NULL, mask VARCHAR NOT NULL,
            detail VARCHAR NOT NULL, region VARCHAR NOT NULL, files VARCHAR NOT NULL,
            "rows" BIGINT NOT NULL, width INTEGER NOT NULL, created TIMESTAMP NOT NULL)""",
          // Little-endian doubles, row-major, some whole rows a chunk.
          """
          CREATE TABLE IF NOT EXISTS rhodb.answer_rows (
            answer BIGINT NOT NULL, chunk INTEGER NOT NULL, body BLOB NOT NULL)""");

  private CatalogSchema() {}

  /**
   * Creates the tables where they are missing.
   *
   * @throws QueryException R508 if the database is of a newer version
   */
  static void prepare(Connection connection, boolean isReadOnly) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (exists(statement)) {
        check(statement);
        if (!isReadOnly) {
          create(statement, LATER_TABLES);
        }
        return;
      }
      if (isReadOnly) {
        throw QueryException.of(
            ErrorCode.R508, "catalog.duckdb holds no RhoDB catalog and was opened read-only");
      }
      statement.execute("BEGIN TRANSACTION");
      create(statement, TABLES);
      create(statement, LATER_TABLES);
      statement.execute("COMMIT");
    }
  }

  private static void create(Statement statement, List<String> tables) throws SQLException {
    for (String table : tables) {
      statement.execute(table);
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'rhodb'"
                + " AND table_name = 'schema_version'")) {
      return found.next();
    }
  }

  private static void check(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT max(version) FROM rhodb.schema_version")) {
      int version = found.next() ? found.getInt(1) : 0;
      if (version != VERSION) {
        throw QueryException.of(
                ErrorCode.R508,
                "the database is of version " + version + ", this program reads " + VERSION)
            .withHint("open it with the program that wrote it");
      }
    }
  }
}
