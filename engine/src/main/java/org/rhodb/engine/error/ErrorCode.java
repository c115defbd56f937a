package org.rhodb.engine.error;

/**
 * Every error a user can meet, one code each. The letter says whose turn it is to act: S the
 * statement's text, A what it names, U what is not supported, X a file, R a resource, B our bug.
 * Codes are never reused.
 */
public enum ErrorCode {
  /** The text is not a statement of the language; the message lists what could stand there. */
  S101("syntax error"),
  /** A string, quoted name or comment that is opened is never closed. */
  S102("unclosed text"),
  /** A character no statement may hold outside a string: NUL or half a surrogate pair. */
  S103("invalid character"),
  /** The statement is nested deeper, or longer, than can be read. */
  S104("statement too large"),
  /** The store refused the SQL around the islands: a syntax error in its dialect. */
  S105("SQL syntax error"),
  /** YAML of a saved query or of the user's profiles: malformed, an unknown key, a wrong value. */
  S106("malformed YAML"),

  /** No model of that name; SHOW MODELS lists them, CREATE MODEL adds one. */
  A201("unknown model"),
  /** The model has no checkpoint at that step; SHOW CHECKPOINTS lists them. */
  A202("unknown checkpoint"),
  /** No such table, column or function in the SQL around the islands. */
  A203("unknown name"),
  /** No corpus of that name; SHOW CORPORA lists them, CREATE CORPUS adds one. */
  A204("unknown corpus"),
  /** The name is taken; OR REPLACE or IF NOT EXISTS say what is meant. */
  A205("name exists"),
  /** No setting of that name, or a value it cannot take. */
  A206("bad setting"),
  /** An option of CREATE or of a relation is unknown, missing or has a value it cannot take. */
  A207("bad option"),
  /** The SQL is well formed but cannot be bound or run: types, arguments, constraints. */
  A208("SQL error"),
  /** A relation that compares models was given fewer than two. */
  A209("too few models"),
  /** Model and corpus do not fit: token ids, the length of sequences, or no token that counts. */
  A210("model and corpus do not fit"),
  /** The input of PERSIST or ABLATE lacks one of model, checkpoint, layer, neuron. */
  A211("missing column"),
  /** A layer or neuron that the model does not have. */
  A212("no such neuron"),
  /** A saved query pins an engine, weights or a corpus, or expects a result, and found another. */
  A213("not as pinned or expected"),
  /** The SQL would change the engine's own tables, schema rhodb; statements like DROP MODEL do. */
  A214("engine's own table"),

  /** A model family that is not known; the message lists those that are. */
  U301("unsupported architecture"),
  /** A file format that is recognised and not read: TorchScript, .ckpt, legacy pickles, GGUF. */
  U302("unsupported format"),
  /** A query that would return more rows than anyone can use; the message says how to narrow it. */
  U303("result too large"),
  /** A number type of a tensor or array that is not read. */
  U304("unsupported type"),
  /** A JDBC feature that does not exist here. */
  U305("unsupported feature"),

  /** A file or folder that does not exist or cannot be read. */
  X401("cannot read"),
  /** A tensor whose shape is not what the configuration says. */
  X402("shape does not fit"),
  /** A safetensors file that breaks a rule of its format; the message names the rule. */
  X403("malformed safetensors"),
  /** A pickle that names anything beyond what a state dict needs; nothing of it was constructed. */
  X404("pickle refused"),
  /** A config.json that is missing, not JSON, incomplete or absurd. */
  X405("malformed configuration"),
  /** A weight that is NaN or infinite. */
  X406("non-finite weight"),
  /** A corpus file that cannot be read as its format. */
  X407("malformed corpus"),
  /** A file that is not what its name says: a git-LFS pointer or an HTML page. */
  X408("not a model file"),
  /** A shard whose content does not match the ledger. */
  X409("damaged shard"),
  /** A file that changed since it was entered in the catalog. */
  X410("file changed"),

  /** No plan fits the memory limit; the message says what would. */
  R501("not enough memory"),
  /** The device asked for is not there. */
  R502("no such device"),
  /** Another process has the database open for writing. */
  R503("database locked"),
  /** The database was opened read-only. */
  R504("read-only"),
  /** The disk is full, or a file cannot be written. */
  R505("cannot write"),
  /** The user cancelled the statement. */
  R506("cancelled"),
  /** The statement ran longer than its timeout. */
  R507("timeout"),
  /** The database folder cannot be opened. */
  R508("cannot open database"),
  /** The session or engine is closed. */
  R509("closed"),
  /** The statement asks for a file or setting that {@code --safe} and a server forbid. */
  R510("forbidden in safe mode"),
  /** A server that other machines can reach has no token or no TLS, or its token is weak. */
  R511("unprotected server"),
  /** The server cannot listen at the address: it is taken, unknown or not this machine's. */
  R512("cannot listen"),
  /** The client presents no token, or not the server's. */
  R513("access denied"),

  /** A state that should be impossible. */
  B901("internal error");

  private final String title;

  ErrorCode(String title) {
    this.title = title;
  }

  /** Returns the code in a few words, lower case. */
  public String title() {
    return title;
  }
}
