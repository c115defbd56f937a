package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The weights and the masked corpora of the catalog: what is kept for later statements depends on
 * nothing else.
 */
record KnownHashes(Set<String> weights, Set<List<String>> corpora) {

  static KnownHashes read(Connection connection) throws SQLException {
    Set<String> weights = new HashSet<>();
    Set<List<String>> corpora = new HashSet<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT weights_hash FROM rhodb.checkpoints")) {
        while (rows.next()) {
          weights.add(rows.getString(1));
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT hash, masked FROM rhodb.corpora")) {
        while (rows.next()) {
          corpora.add(List.of(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return new KnownHashes(weights, corpora);
  }

  boolean has(String weightsHash, String corpusHash) {
    return weights.contains(weightsHash)
        && corpora.stream().anyMatch(corpus -> corpus.get(0).equals(corpusHash));
  }

  boolean hasAll(Collection<String> hashes, String corpusHash, String mask) {
    return weights.containsAll(hashes) && corpora.contains(List.of(corpusHash, mask));
  }
}
