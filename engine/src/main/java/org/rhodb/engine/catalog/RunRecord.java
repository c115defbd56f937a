package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is kept of one operator run, so that its numbers can be traced and repeated.
 *
 * @param operator {@code correlate}, {@code universal}, {@code persist}, {@code ablate}, {@code
 *     activations} or {@code ingest}
 * @param statement the user's text of the statement
 * @param checkpoints {@code model@step=weightsHash}, comma-separated, as resolved
 * @param corpusHash hash of the corpus and its mask; empty where none was read
 * @param seeds seeds of everything drawn, as text; empty where nothing was
 * @param device {@code cpu} or {@code cuda:n}
 * @param threads CPU threads
 * @param tokens effective n: unmasked tokens
 * @param flops floating-point operations of the dense work done (2 a multiply-add)
 * @param bytes bytes read from shards and weights
 * @param forwardPasses model passes over the corpus that were run
 * @param started when it began
 * @param seconds how long it took
 * @param rows rows produced
 * @param detail plan chosen, tiles, resumed tokens: one line
 * @param versions engine and library versions: one line
 */
public record RunRecord(
    String operator,
    String statement,
    String checkpoints,
    String corpusHash,
    String seeds,
    String device,
    int threads,
    long tokens,
    double flops,
    long bytes,
    int forwardPasses,
    Instant started,
    double seconds,
    long rows,
    String detail,
    String versions) {

  public RunRecord {
    requireNonNull(operator, "operator is null");
    requireNonNull(statement, "statement is null");
    requireNonNull(started, "started is null");
  }

  /** Returns the hash of the weights of each checkpoint, by {@code model@step}. */
  public Map<String, String> weights() {
    Map<String, String> weights = new LinkedHashMap<>();
    for (String checkpoint : checkpoints.split(",")) {
      int equals = checkpoint.indexOf('=');
      if (equals > 0) {
        weights.put(checkpoint.substring(0, equals), checkpoint.substring(equals + 1));
      }
    }
    return weights;
  }
}
