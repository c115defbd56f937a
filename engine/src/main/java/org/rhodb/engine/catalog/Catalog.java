package org.rhodb.engine.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenRole;

/** What exists: models with their checkpoints, corpora with their tokens, and the runs so far. */
public interface Catalog {

  /** Returns all models by name. */
  List<ModelEntry> models();

  /** Returns a model; names compare without regard to case. */
  Optional<ModelEntry> model(String name);

  /** Returns all corpora by name. */
  List<CorpusEntry> corpora();

  /** Returns a corpus; names compare without regard to case. */
  Optional<CorpusEntry> corpus(String name);

  /** Adds a model, or replaces the one of that name. */
  void putModel(ModelEntry model);

  /** Removes a model; results and shards of its weights stay, keyed by hash. */
  void dropModel(String name);

  /**
   * Builds a corpus in one transaction and adds it, or replaces the one of that name.
   *
   * @param masked roles that do not count
   * @return the entry with its counts and hash
   */
  CorpusEntry putCorpus(String name, String source, CorpusBuilder builder, Set<TokenRole> masked);

  /** Removes a corpus and its tokens. */
  void dropCorpus(String name);

  /** Opens the tokens of a corpus. Caller closes. */
  CorpusTokens openTokens(CorpusEntry corpus);

  /**
   * Enters one run in the ledger of runs.
   *
   * @return its number there; 0 when the database is read-only, which enters nothing
   */
  long recordRun(RunRecord run);
}
