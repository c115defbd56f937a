package org.rhodb.engine.settings;

import java.util.Locale;
import java.util.Optional;

/** A setting of a session: {@code SET name = value}. Names are the constants in lower case. */
public enum Setting {
  /** Where tensors live. */
  DEVICE(
      Kind.DEVICE,
      "cpu",
      "where tensors are computed: cpu, cuda or cuda:N; an absent GPU is an error"),
  /** CPU threads. */
  THREADS(Kind.THREADS, "0", "CPU threads of tensors and SQL; 0: every core"),
  /** Bound of tensors, JVM and DuckDB together. */
  MEMORY_LIMIT(
      Kind.BYTES,
      "0",
      "memory of tensors, JVM and SQL together, such as 8GB; 0: 60 % of the machine's"),
  /** Tokens a forward pass takes at once. */
  BATCH_TOKENS(
      Kind.COUNT,
      "0",
      "tokens a forward pass takes at once; 0: chosen by model size; results do not depend on it"),
  /** Tokens a product accumulates at once. */
  BLOCK_TOKENS(
      Kind.COUNT,
      "4096",
      "tokens a matrix product takes at once; results depend on it only in rounding"),
  /** Seconds between savepoints. */
  SAVE_INTERVAL(
      Kind.COUNT,
      "60",
      "seconds between the savepoints a killed statement goes on from, or 20 times what one takes;"
          + " 0: none"),
  /** Most rows an operator may give. */
  MAX_ROWS(
      Kind.COUNT,
      "50000000",
      "most rows a relation may be asked for before it is refused; what a condition on rho or a top k"
          + " leaves is not known before, and not counted"),
  /** Whether Calcite moves filters into the operators. */
  PUSHDOWN(
      Kind.FLAG,
      "true",
      "whether filters, top-k and best-match move into the operators; never changes a result"),
  /** Whether ablated passes start where they differ. */
  REUSE_PREFIX(
      Kind.FLAG,
      "true",
      "whether an ablated pass starts at the lowest layer it changes, from the clean pass's stream"),
  /** Tokens of ablated passes that run together. */
  STACK_TOKENS(
      Kind.COUNT,
      "0",
      "tokens of ablated passes that go through the layers as one batch; 0: 2048, 1: one pass at a"
          + " time"),
  /** Whether losses never see whole logits. */
  TILED_LOSS(
      Kind.FLAG,
      "true",
      "whether ablated losses are summed over tiles of the vocabulary, not from whole logits"),
  /** Whether divergences may come from rounded products. */
  SAMPLED_LOSS(
      Kind.FLAG,
      "true",
      "whether divergences of many ablated passes come from samples of the vocabulary, as large as"
          + " it takes for six standard errors to be within 1e-5 nats a token; from 16 passes and a"
          + " vocabulary of 8,192 on"),
  /** Whether products take along what follows them. */
  FUSED_PRODUCTS(
      Kind.FLAG,
      "true",
      "whether a layer's products add bias, activation and residual in the same sweep, by oneDNN on"
          + " a CPU; results differ only in rounding"),
  /** Whether shards are read rather than the model run. */
  READ_SHARDS(
      Kind.FLAG,
      "true",
      "whether ingested float32 activations are read instead of running the model"),
  /** Whether rounded shards may be read. */
  READ_FLOAT16(
      Kind.FLAG,
      "false",
      "whether ingested float16 activations, which are rounded, may be read as well"),
  /** Physical plan of correlations. */
  STRATEGY(
      Kind.STRATEGY,
      "auto",
      "how correlations are computed: auto by cost, dense every pair, sketch only the pairs that a"
          + " random projection cannot rule out, rounded only those that products of rounded"
          + " activations cannot; never changes a result"),
  /** Type of a screen's products. */
  SCREEN_TYPE(
      Kind.SCREEN_TYPE,
      "auto",
      "what a screen multiplies in: int8, bfloat16, float32, or auto, the cheapest here; never"
          + " changes a result"),
  /** Rows of a sketch. */
  SKETCH_ROWS(
      Kind.COUNT, "0", "rows of the sketch that tokens are projected to; 0: chosen by cost"),
  /** Whether a screened answer is compared with the dense one. */
  VERIFY(
      Kind.FLAG,
      "false",
      "whether a screened correlation is computed densely as well and both answers compared"),
  /** Probability that a sketch misses a pair. */
  SKETCH_FAILURE(
      Kind.FRACTION,
      "1e-9",
      "probability, over all pairs of a statement, that a screen by sketch misses one"),
  /** Whether what earlier statements left is used. */
  REUSE(
      Kind.FLAG,
      "true",
      "whether answers and sketches of earlier statements are kept and used instead of computing them"
          + " again; never changes a result"),
  /** Whether activations of a first pass are held for a second. */
  HOLD_ACTIVATIONS(
      Kind.FLAG,
      "true",
      "whether the first pass of a screen holds activations in free memory, so that the second need"
          + " not run the model for them; never changes a result"),
  /** Most bytes of what is kept for later statements. */
  REUSE_LIMIT(
      Kind.BYTES,
      "0",
      "most bytes of kept answers and sketches, the oldest dropped first; 0: a tenth of the free"
          + " disk; never more than half of it");

  /** What values a setting takes. */
  public enum Kind {
    /** cpu, cuda or cuda:N; whether it is there is seen when tensors start. */
    DEVICE,
    /** A whole number of threads, 0 or more, as many as any machine could use. */
    THREADS,
    /** A whole number, 0 or more. */
    COUNT,
    /** A size such as 512MB, 8GB, or bytes. */
    BYTES,
    /** true or false. */
    FLAG,
    /** A number above 0 and below 1. */
    FRACTION,
    /** A {@link Strategy}. */
    STRATEGY,
    /** auto, int8, bfloat16 or float32. */
    SCREEN_TYPE
  }

  private final Kind kind;
  private final String defaultValue;
  private final String description;

  Setting(Kind kind, String defaultValue, String description) {
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /** Returns the name as users write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what values it takes. */
  public Kind kind() {
    return kind;
  }

  /** Returns the value in force when nothing is set. */
  public String defaultValue() {
    return defaultValue;
  }

  /** Returns what it does, one line. */
  public String description() {
    return description;
  }

  /** Returns the setting of a name, whatever its case. */
  public static Optional<Setting> of(String name) {
    for (Setting setting : values()) {
      if (setting.key().equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
