package org.rhodb.engine.catalog;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The engine's own tables as SQL reads them, in schema {@code rhodb}; statements change them. */
public enum CatalogTable {
  /** Models. */
  MODELS(
      "models of the catalog; CREATE MODEL and DROP MODEL change them",
      "name: as written in relations",
      "source: text after FROM",
      "connector: what reads it",
      "created: when it was added, UTC"),
  /** Weights. */
  CHECKPOINTS(
      "checkpoints of the models, with the sizes of their networks",
      "model: name of the model",
      "step: training step",
      "location: where the weights are read from",
      "weights_hash: SHA-256 of configuration and weights",
      "architecture: model family",
      "d_vocab: token ids",
      "n_ctx: most positions a sequence",
      "d_model: width of the residual stream",
      "n_layers: blocks",
      "n_heads: attention heads a block",
      "d_mlp: MLP neurons a block",
      "activation: function between the two matrices of an MLP",
      "layer_norm_epsilon: added to the variance in layer norm",
      "is_attention_scaled: whether attention scores are divided by the root of d_head",
      "is_attention_scaled_by_layer: whether they are divided by layer + 1 as well",
      "is_attention_upcast: whether they are computed in float32 whatever the weights are",
      "is_head_tied: whether the output matrix is the token embedding"),
  /** Texts. */
  CORPORA(
      "corpora; CREATE CORPUS and DROP CORPUS change them",
      "name: as written after ON",
      "source: text after FROM",
      "tokenizer: what made the token ids",
      "context: positions a sequence",
      "sequences: how many there are",
      "tokens: tokens without padding",
      "counted_tokens: tokens the mask leaves",
      "masked: roles that do not count",
      "d_vocab: token ids the tokenizer has; 0: unknown",
      "hash: SHA-256 of ids and roles",
      "id: key of its sequences",
      "created: when it was read, UTC"),
  /** Token ids. */
  CORPUS_SEQUENCES(
      "token ids of the corpora, in chunks of sequences",
      "corpus: id of the corpus",
      "first_sequence: number of the chunk's first sequence, 0-based",
      "sequences: sequences in the chunk",
      "ids: token ids, little-endian, 2 bytes each where none is above 65,535, else 4",
      "roles: one byte a position, what kind of token it is"),
  /** Ledger. */
  RUNS(
      "what operators have run, with all that is needed to run it again",
      "id: number of the run",
      "started: when it began, UTC",
      "operator: which relation or statement",
      "statement: the text of the statement, with its parameters",
      "checkpoints: model@step=weightsHash of all that was read, comma-separated",
      "corpus_hash: hash of corpus and mask; empty: none was read",
      "seeds: seeds of everything drawn; empty: nothing was",
      "device: cpu or cuda:n",
      "threads: CPU threads",
      "tokens: effective n, the tokens that count",
      "flops: floating-point operations of the dense work, 2 a multiply-add",
      "bytes: bytes read from shards and weights",
      "forward_passes: passes of a model over the corpus",
      "seconds: how long it took",
      "rows: rows that came out",
      "detail: the plan that was chosen",
      "versions: of engine and libraries"),
  /** Files beside the catalog. */
  SHARDS(
      "files of stored activations and statistics, beside the catalog",
      "kind: what is in it",
      "weights_hash: of the checkpoint",
      "corpus_hash: of corpus and mask",
      "hook: where in the network it was read",
      "first_layer: of its layers",
      "last_layer: of its layers",
      "mask: roles that do not count",
      "type: number type",
      "first_token: of its tokens",
      "last_token: of its tokens",
      "part: which part of what belongs together",
      "file: name in folder shards",
      "rows: rows of its matrix",
      "width: columns of its matrix",
      "bytes: size of the file",
      "sha256: of its content",
      "created: when it was written, UTC"),
  /** Lineage. */
  ORIGINS(
      "the statements that made or changed the stored tables",
      "table: name, with the schema's before it outside of main",
      "change: what kind of statement it was",
      "statement: its text",
      "made: when it began, UTC",
      "inputs: stored tables and views that it read",
      "are_inputs_known: whether these are all that it read",
      "runs: numbers of the runs of relations in it"),
  /** Answers that later statements may take. */
  ANSWERS(
      "answers kept for later statements; SET reuse = false leaves them alone",
      "id: key of its rows",
      "run: number of the run that computed it",
      "relation: correlate or universal",
      "weights: hashes of the checkpoints, in order",
      "corpus_hash: hash of the corpus",
      "mask: roles that do not count",
      "detail: what else decides the numbers: layers, baseline, draws, seed, device",
      "region: bounds within which it holds every row",
      "files: names, sizes and times of the weight files it is of",
      "rows: rows it has",
      "width: numbers a row",
      "created: when it was kept, UTC"),
  /** Their numbers. */
  ANSWER_ROWS(
      "rows of kept answers, in chunks",
      "answer: id of the answer",
      "chunk: number of the chunk, 0-based",
      "body: whole rows, little-endian float64, row-major"),
  /** Layout of these tables. */
  SCHEMA_VERSION("version of these tables", "version: a program that knows another refuses them");

  private final String description;
  private final String columns;

  CatalogTable(String description, String... columns) {
    this.description = description;
    this.columns = String.join("\n", columns);
  }

  /** Returns the name, lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what it holds and who changes it, in one line. */
  public String description() {
    return description;
  }

  /** Returns what each column holds, in the order of the columns. */
  public Map<String, String> columns() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (String column : columns.split("\n")) {
      int colon = column.indexOf(": ");
      meanings.put(column.substring(0, colon), column.substring(colon + 2));
    }
    return meanings;
  }

  /** Returns the table of a name. */
  public static Optional<CatalogTable> of(String name) {
    return Arrays.stream(values()).filter(table -> table.key().equalsIgnoreCase(name)).findFirst();
  }
}
