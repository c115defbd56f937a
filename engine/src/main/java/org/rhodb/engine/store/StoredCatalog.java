package org.rhodb.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenRole;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * The catalog in DuckDB. Safe for use by many threads; each call is a transaction of its own, apart
 * from those of sessions.
 */
final class StoredCatalog implements Catalog {
  private final Connections connections;
  private final ReuseSpace reuse;
  private final boolean isReadOnly;
  private final ModelTables models = new ModelTables();
  private final CorpusTables corpora = new CorpusTables();
  private final RunTable runs = new RunTable();

  StoredCatalog(Connections connections, ReuseSpace reuse, boolean isReadOnly) {
    this.connections = connections;
    this.reuse = reuse;
    this.isReadOnly = isReadOnly;
  }

  @Override
  public List<ModelEntry> models() {
    return connections.read(models::all);
  }

  @Override
  public Optional<ModelEntry> model(String name) {
    return connections.read(connection -> models.find(connection, name));
  }

  @Override
  public List<CorpusEntry> corpora() {
    return connections.read(corpora::all);
  }

  @Override
  public Optional<CorpusEntry> corpus(String name) {
    return connections.read(connection -> corpora.find(connection, name));
  }

  @Override
  public void putModel(ModelEntry model) {
    checkWritable();
    change(
        connection -> {
          models.remove(connection, model.name());
          models.add(connection, model);
          return true;
        });
  }

  @Override
  public void dropModel(String name) {
    checkWritable();
    boolean isRemoved = change(connection -> models.remove(connection, name));
    if (!isRemoved) {
      throw QueryException.of(ErrorCode.A201, "unknown model '" + name + "'");
    }
  }

  @Override
  public CorpusEntry putCorpus(
      String name, String source, CorpusBuilder builder, Set<TokenRole> masked) {
    checkWritable();
    return change(
        connection -> {
          CorpusWriter writer = new CorpusWriter(builder.context(), masked);
          long id = corpora.nextId(connection);
          writer.write(connection, id, builder);
          CorpusEntry entry = writer.entry(name, source, builder.tokenizer(), builder.dVocab());
          corpora.remove(connection, name);
          corpora.add(connection, entry, id);
          return entry;
        });
  }

  @Override
  public void dropCorpus(String name) {
    checkWritable();
    boolean isRemoved = change(connection -> corpora.remove(connection, name));
    if (!isRemoved) {
      throw QueryException.of(ErrorCode.A204, "unknown corpus '" + name + "'");
    }
  }

  @Override
  public CorpusTokens openTokens(CorpusEntry corpus) {
    Connection connection = connections.open();
    try {
      return StoredTokens.open(connection, connections.errors(), corpus);
    } catch (SQLException e) {
      connections.close(connection);
      throw connections.errors().translate(e);
    } catch (RuntimeException e) {
      connections.close(connection);
      throw e;
    }
  }

  @Override
  public long recordRun(RunRecord run) {
    return isReadOnly ? 0 : connections.write(connection -> runs.add(connection, run));
  }

  /** Changes models or corpora, and forgets in the same transaction what needed the old ones. */
  private <T> T change(Connections.Work<T> work) {
    List<ShardEntry> orphans = new ArrayList<>();
    T result =
        connections.write(
            connection -> {
              T changed = work.run(connection);
              orphans.addAll(reuse.forgetOrphans(connection));
              return changed;
            });
    reuse.delete(orphans);
    return result;
  }

  private void checkWritable() {
    if (isReadOnly) {
      throw QueryException.of(
          ErrorCode.R504, "the database is open read-only and cannot be changed");
    }
  }
}
