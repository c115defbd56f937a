package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.corpus.TokenRole;

/** Corpora in table {@code corpora}; their tokens are in {@code corpus_sequences}. */
final class CorpusTables {

  List<CorpusEntry> all(Connection connection) throws SQLException {
    return list(connection, "", null);
  }

  Optional<CorpusEntry> find(Connection connection, String name) throws SQLException {
    return list(connection, " WHERE lower(name) = lower(?)", name).stream().findFirst();
  }

  private static List<CorpusEntry> list(Connection connection, String where, @Nullable String name)
      throws SQLException {
    List<CorpusEntry> corpora = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT name, source, tokenizer, context, sequences, tokens, counted_tokens, masked,"
                + " d_vocab, hash FROM rhodb.corpora"
                + where
                + " ORDER BY lower(name)")) {
      if (name != null) {
        select.setString(1, name);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          corpora.add(
              new CorpusEntry(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getInt(4),
                  rows.getLong(5),
                  rows.getLong(6),
                  rows.getLong(7),
                  roles(rows.getString(8)),
                  rows.getInt(9),
                  rows.getString(10)));
        }
      }
    }
    return corpora;
  }

  long nextId(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT nextval('rhodb.corpus_ids')");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  void add(Connection connection, CorpusEntry corpus, long id) throws SQLException {
    SqlUpdate.run(
        connection,
        "INSERT INTO rhodb.corpora VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now()::TIMESTAMP)",
        corpus.name(),
        corpus.source(),
        corpus.tokenizer(),
        corpus.context(),
        corpus.sequences(),
        corpus.tokens(),
        corpus.countedTokens(),
        text(corpus.masked()),
        corpus.dVocab(),
        corpus.hash(),
        id);
  }

  /** Removes a corpus and its tokens; returns whether there was one. */
  boolean remove(Connection connection, String name) throws SQLException {
    SqlUpdate.run(
        connection,
        "DELETE FROM rhodb.corpus_sequences WHERE corpus IN"
            + " (SELECT id FROM rhodb.corpora WHERE lower(name) = lower(?))",
        name);
    return SqlUpdate.run(connection, "DELETE FROM rhodb.corpora WHERE lower(name) = lower(?)", name)
        > 0;
  }

  /** Returns roles as the WITH clause writes them: {@code bos,newline}. */
  static String text(Set<TokenRole> roles) {
    return roles.stream()
        .sorted()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  private static Set<TokenRole> roles(String text) {
    Set<TokenRole> roles = EnumSet.noneOf(TokenRole.class);
    for (String name : text.split(",")) {
      if (!name.isEmpty()) {
        roles.add(TokenRole.valueOf(name.toUpperCase(Locale.ROOT)));
      }
    }
    return roles;
  }
}
