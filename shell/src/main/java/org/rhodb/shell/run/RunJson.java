package org.rhodb.shell.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rhodb.engine.Session;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.RunRecord;
import org.rhodb.engine.catalog.TableOrigin;
import org.rhodb.engine.settings.Setting;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.saved.FrontMatter;

/** What {@code run.json} says of a run: all that is needed to trust, repeat and compare it. */
final class RunJson {
  private final QueryRun run;
  private final Session session;
  private final String version;

  RunJson(QueryRun run, Session session, String version) {
    this.run = run;
    this.session = session;
    this.version = version;
  }

  /**
   * Returns it as maps and lists.
   *
   * @param sha256 of the result's file
   * @param isRecorded whether the database keeps the operator runs too
   */
  Map<String, Object> object(String sha256, boolean isRecorded) {
    FrontMatter header = run.query().query().header();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("query", query());
    object.put("parameters", new TreeMap<>(run.query().values()));
    object.put("result", result(sha256));
    object.put(
        "expectations_unmet",
        header.expectations().unmet(run.rows().names(), run.rows().rows().size()));
    object.put("warnings", run.warnings());
    object.put("models", models());
    object.put("corpora", corpora());
    object.put("operator_runs", run.runs().stream().map(RunJson::operatorRun).toList());
    object.put("operator_runs_recorded", isRecorded);
    object.put("inputs", inputs());
    object.put("environment", environment());
    object.put("started", run.started().toString());
    object.put("seconds", run.seconds());
    return object;
  }

  private Map<String, Object> query() {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("name", run.query().query().name());
    query.put("title", run.query().query().header().title());
    query.put("sha256", run.query().query().sha256());
    return query;
  }

  private Map<String, Object> result(String sha256) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("file", RunFolder.RESULT);
    result.put("sha256", sha256);
    result.put("rows", run.rows().rows().size());
    result.put("order", run.isOrdered() ? "the query's" : "by all columns");
    Map<String, String> columns = new LinkedHashMap<>();
    for (Heading heading : run.rows().headings()) {
      columns.put(heading.name(), heading.typeName());
    }
    result.put("columns", columns);
    return result;
  }

  /** Weights of every checkpoint that took part, here or in what was read, by reference. */
  private Map<String, Object> models() {
    Map<String, String> weights = new TreeMap<>();
    allRuns().forEach(record -> weights.putAll(record.weights()));
    Map<String, Object> models = new TreeMap<>();
    weights.forEach(
        (reference, hash) -> {
          Map<String, Object> model = new LinkedHashMap<>();
          model.put("weights_sha256", hash);
          session
              .catalog()
              .model(reference.substring(0, reference.indexOf('@')))
              .map(ModelEntry::source)
              .ifPresent(source -> model.put("source", source));
          models.put(reference, model);
        });
    return models;
  }

  private Map<String, Object> corpora() {
    Map<String, Object> corpora = new TreeMap<>();
    for (RunRecord record : allRuns()) {
      String hash = record.corpusHash().split(" ")[0];
      if (!hash.isEmpty()) {
        Map<String, Object> corpus = new LinkedHashMap<>();
        corpus.put("mask", record.corpusHash().substring(hash.length()).strip());
        session.catalog().corpora().stream()
            .filter(entry -> entry.hash().equals(hash))
            .findFirst()
            .ifPresent(entry -> describe(entry, corpus));
        corpora.put(hash, corpus);
      }
    }
    return corpora;
  }

  private static void describe(CorpusEntry entry, Map<String, Object> corpus) {
    corpus.put("name", entry.name());
    corpus.put("tokenizer", entry.tokenizer());
    corpus.put("context", entry.context());
    corpus.put("tokens", entry.tokens());
    corpus.put("counted_tokens", entry.countedTokens());
    corpus.put("source", entry.source());
  }

  private List<RunRecord> allRuns() {
    List<RunRecord> runs = new ArrayList<>(run.runs());
    run.lineage().origins().values().stream()
        .flatMap(List::stream)
        .forEach(origin -> runs.addAll(origin.runs()));
    return runs;
  }

  private static Map<String, Object> operatorRun(RunRecord record) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("operator", record.operator());
    object.put("checkpoints", record.checkpoints());
    object.put("corpus", record.corpusHash());
    object.put("seeds", record.seeds());
    object.put("effective_n", record.tokens());
    object.put("device", record.device());
    object.put("threads", record.threads());
    object.put("rows", record.rows());
    object.put("flops", record.flops());
    object.put("bytes", record.bytes());
    object.put("forward_passes", record.forwardPasses());
    object.put("started", record.started().toString());
    object.put("seconds", record.seconds());
    object.put("detail", record.detail());
    object.put("versions", record.versions());
    return object;
  }

  private Map<String, Object> inputs() {
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("tables", run.lineage().inputs());
    inputs.put("are_all_known", run.lineage().areInputsKnown());
    Map<String, Object> origins = new TreeMap<>();
    run.lineage()
        .origins()
        .forEach((table, own) -> origins.put(table, own.stream().map(RunJson::origin).toList()));
    inputs.put("origins", origins);
    return inputs;
  }

  private static Map<String, Object> origin(TableOrigin origin) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("change", origin.change());
    object.put("statement", origin.statement());
    object.put("made", origin.made().toString());
    object.put("inputs", origin.inputs());
    object.put("are_inputs_known", origin.areInputsKnown());
    object.put("operator_runs", origin.runs().stream().map(RunJson::operatorRun).toList());
    return object;
  }

  private Map<String, Object> environment() {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("rhodb", version);
    environment.put("java", Runtime.version().toString());
    environment.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    environment.put("device", session.settings().text(Setting.DEVICE));
    environment.put("threads", session.settings().threads());
    environment.put("seeds", seeds());
    return environment;
  }

  private List<String> seeds() {
    TreeSet<String> seeds = new TreeSet<>();
    allRuns().stream().map(RunRecord::seeds).filter(text -> !text.isEmpty()).forEach(seeds::add);
    run.query().query().header().seed().ifPresent(seed -> seeds.add("seed=" + seed));
    return List.copyOf(seeds);
  }
}
