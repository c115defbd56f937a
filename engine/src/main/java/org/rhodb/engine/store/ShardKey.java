package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names everything the content of a shard depends on, so that another checkpoint, corpus or mask
 * can never be mistaken for it.
 *
 * @param kind what it holds: {@code activations}, {@code savepoint}, {@code moments}
 * @param weightsHash hash of the checkpoint; for what several checkpoints make, of all of them
 * @param corpusHash hash of the corpus; empty where none was read
 * @param hook where in the network: {@code post}; empty where that means nothing
 * @param firstLayer first layer, 0-based; -1 where that means nothing
 * @param lastLayer last layer, inclusive
 * @param mask roles that do not count, as the WITH clause writes them
 * @param type number format: {@code float16}; empty for bytes of another kind
 * @param firstToken first token or sequence of the range
 * @param lastToken behind the last
 * @param part tells shards apart that are alike in all else; usually empty
 */
public record ShardKey(
    String kind,
    String weightsHash,
    String corpusHash,
    String hook,
    int firstLayer,
    int lastLayer,
    String mask,
    String type,
    long firstToken,
    long lastToken,
    String part) {

  public ShardKey {
    requireNonNull(kind, "kind is null");
    requireNonNull(weightsHash, "weightsHash is null");
    requireNonNull(corpusHash, "corpusHash is null");
    requireNonNull(hook, "hook is null");
    requireNonNull(mask, "mask is null");
    requireNonNull(type, "type is null");
    requireNonNull(part, "part is null");
    if (kind.isEmpty() || !kind.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c))) {
      throw new IllegalArgumentException("kind '" + kind + "'");
    }
  }

  /** Returns the key of bytes that have a name and nothing else. */
  public static ShardKey named(String kind, String name) {
    return new ShardKey(kind, "", "", "", -1, -1, "", "", 0, 0, name);
  }

  /** Returns the fields by name, as text: what a shard's file says about itself. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("kind", kind);
    fields.put("weights_hash", weightsHash);
    fields.put("corpus_hash", corpusHash);
    fields.put("hook", hook);
    fields.put("first_layer", Integer.toString(firstLayer));
    fields.put("last_layer", Integer.toString(lastLayer));
    fields.put("mask", mask);
    fields.put("type", type);
    fields.put("first_token", Long.toString(firstToken));
    fields.put("last_token", Long.toString(lastToken));
    fields.put("part", part);
    return fields;
  }
}
