package org.rhodb.grammar;

/** The statements and relations of the DSL, each in one line, for help and reference. */
public enum StatementHelp {
  /** Adds a model. */
  CREATE_MODEL(
      "CREATE MODEL",
      "adds a model to the catalog, with the checkpoints its source has",
      "CREATE {[OR REPLACE] MODEL | MODEL IF NOT EXISTS} name FROM 'source'"
          + " [CHECKPOINTS (step, ...)]",
      "CREATE MODEL alias FROM 'study/alias' CHECKPOINTS (80000, 400000)"),
  /** Adds a corpus. */
  CREATE_CORPUS(
      "CREATE CORPUS",
      "reads text or token ids, and keeps them as the tokens models run on",
      "CREATE {[OR REPLACE] CORPUS | CORPUS IF NOT EXISTS} name FROM 'source'"
          + " [WITH (option = value, ...)]",
      "CREATE CORPUS pile FROM 'pile/*.jsonl' WITH (column = 'text', context = 512)"),
  /** Removes a model. */
  DROP_MODEL(
      "DROP MODEL",
      "removes a model from the catalog; its files stay",
      "DROP MODEL [IF EXISTS] name",
      "DROP MODEL alias"),
  /** Removes a corpus. */
  DROP_CORPUS(
      "DROP CORPUS",
      "removes a corpus and its tokens; its source stays",
      "DROP CORPUS [IF EXISTS] name",
      "DROP CORPUS pile"),
  /** Lists what there is. */
  SHOW(
      "SHOW",
      "lists models, checkpoints, corpora, runs or settings",
      "SHOW {MODELS | CHECKPOINTS | CORPORA | RUNS | SETTINGS}",
      "SHOW MODELS"),
  /** Describes one thing. */
  DESCRIBE(
      "DESCRIBE",
      "describes a model, a corpus or a table",
      "{DESCRIBE | DESC} name",
      "DESCRIBE alias"),
  /** Changes a setting. */
  SET(
      "SET",
      "changes a setting of this session",
      "SET name {= | TO} {value | DEFAULT}",
      "SET device = 'cuda:0'"),
  /** Takes a change back. */
  RESET("RESET", "sets a setting back to its default", "RESET name", "RESET device"),
  /** Stores activations. */
  INGEST(
      "INGEST ACTIVATIONS",
      "runs models over a corpus and stores their activations, for later queries to read",
      "INGEST ACTIVATIONS OF models ON corpus [checkpoints] [{LAYER | LAYERS} first [TO last]]"
          + " [AS {FLOAT16 | FLOAT32}]",
      "INGEST ACTIVATIONS OF MODEL alias ON pile AT CHECKPOINT 400000 LAYERS 0 TO 3 AS FLOAT16"),
  /** Correlates neurons. */
  CORRELATE(
      "CORRELATE MODELS",
      "pairs of neurons of different models with the correlation of their activations",
      "CORRELATE models ON corpus [checkpoints]",
      "CORRELATE MODELS alias, caprica ON pile AT CHECKPOINT 400000 WHERE rho > 0.8"),
  /** Finds universal neurons. */
  UNIVERSAL(
      "UNIVERSAL NEURONS",
      "neurons with their best matches in the other models, and the excess over a random baseline",
      "UNIVERSAL NEURONS OF models ON corpus [checkpoints] [REFERENCE {model | (model, ...)}]"
          + " [BASELINE {ORTHOGONAL | GAUSSIAN | PERMUTATION} [DRAWS n] [SEED n]]",
      "UNIVERSAL NEURONS OF ALL MODELS ON pile AT ALL CHECKPOINTS BASELINE ORTHOGONAL DRAWS 3 SEED 7"
          + " WHERE rho > 0.5"),
  /** Follows neurons through training. */
  PERSIST(
      "PERSIST",
      "how many chosen neurons stay chosen from checkpoint to checkpoint, beside chance",
      "PERSIST (query) [BY LAYER]",
      "PERSIST (SELECT * FROM u) BY LAYER"),
  /** Measures what neurons do. */
  ABLATE(
      "ABLATE",
      "the loss of a model without the chosen neurons, against control neurons",
      "ABLATE (query) ON corpus [USING {ZERO | MEAN | RESAMPLE [SEED n] | value}]"
          + " {[BY LAYER] [VERSUS {RANDOM [n DRAWS] [SEED n] | MATCHED}]"
          + " | EACH | [EACH] ESTIMATE BY GRADIENT [TOP n]}",
      "ABLATE (SELECT * FROM u) ON pile USING MEAN BY LAYER VERSUS RANDOM 20 DRAWS SEED 1"),
  /** Reads activations. */
  ACTIVATIONS(
      "ACTIVATIONS OF MODEL",
      "the activation of every neuron at every token",
      "ACTIVATIONS OF models ON corpus [checkpoints]",
      "SELECT token, activation FROM ACTIVATIONS OF MODEL alias ON pile WHERE layer = 3 LIMIT 20"),
  /** Names models. */
  MODELS(
      "models",
      "the models of a relation; a step after @ is that checkpoint of it",
      "{MODEL name[@step] | MODELS name[@step], ... | ALL MODELS}",
      "CORRELATE MODELS alias@80000, alias@400000 ON pile"),
  /** Names checkpoints. */
  CHECKPOINTS(
      "checkpoints",
      "the checkpoints of a relation; the last of each model when left out",
      "AT {CHECKPOINT step | CHECKPOINTS (step, ...) | ALL CHECKPOINTS | LAST CHECKPOINT}",
      "CORRELATE MODELS alias, caprica ON pile AT CHECKPOINTS (80000, 400000)"),
  /** Shows a plan. */
  EXPLAIN(
      "EXPLAIN",
      "shows how a statement would run; with ANALYZE it runs, and shows what happened",
      "EXPLAIN [ANALYZE] statement",
      "EXPLAIN CORRELATE MODELS alias, caprica ON pile WHERE rho > 0.8");

  private final String title;
  private final String synopsis;
  private final String syntax;
  private final String example;

  StatementHelp(String title, String synopsis, String syntax, String example) {
    this.title = title;
    this.synopsis = synopsis;
    this.syntax = syntax;
    this.example = example;
  }

  /** Returns its first words, or what a shared clause is called, such as {@code models}. */
  public String title() {
    return title;
  }

  /** Returns what it does, in one line, lower case, without a full stop. */
  public String synopsis() {
    return synopsis;
  }

  /**
   * Returns its form: optional parts in brackets, alternatives in braces with a bar between them,
   * clauses of other forms and what users choose in lower case.
   */
  public String syntax() {
    return syntax;
  }

  /** Returns a statement that the parser accepts. */
  public String example() {
    return example;
  }
}
