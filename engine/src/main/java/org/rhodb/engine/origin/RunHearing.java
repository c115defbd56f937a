package org.rhodb.engine.origin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.CorpusTokens;
import org.rhodb.engine.corpus.TokenRole;

/** The catalog as one session sees it: it also tells open logs of every run it records. */
public final class RunHearing implements Catalog {
  private final Catalog catalog;
  private final List<RunLog> logs = new CopyOnWriteArrayList<>();

  /** Listens to what is recorded in a catalog. */
  public RunHearing(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Opens a log of the runs from now on. Caller closes. */
  public RunLog open() {
    RunLog log = new RunLog(logs::remove);
    logs.add(log);
    return log;
  }

  @Override
  public long recordRun(RunRecord run) {
    long id = catalog.recordRun(run);
    logs.forEach(log -> log.add(id, run));
    return id;
  }

  @Override
  public List<ModelEntry> models() {
    return catalog.models();
  }

  @Override
  public Optional<ModelEntry> model(String name) {
    return catalog.model(name);
  }

  @Override
  public List<CorpusEntry> corpora() {
    return catalog.corpora();
  }

  @Override
  public Optional<CorpusEntry> corpus(String name) {
    return catalog.corpus(name);
  }

  @Override
  public void putModel(ModelEntry model) {
    catalog.putModel(model);
  }

  @Override
  public void dropModel(String name) {
    catalog.dropModel(name);
  }

  @Override
  public CorpusEntry putCorpus(
      String name, String source, CorpusBuilder builder, Set<TokenRole> masked) {
    return catalog.putCorpus(name, source, builder, masked);
  }

  @Override
  public void dropCorpus(String name) {
    catalog.dropCorpus(name);
  }

  @Override
  public CorpusTokens openTokens(CorpusEntry corpus) {
    return catalog.openTokens(corpus);
  }
}
