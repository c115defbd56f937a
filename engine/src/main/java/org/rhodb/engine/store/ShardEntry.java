package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * A shard in the ledger: a file that was whole and safe on disk before it was entered.
 *
 * @param key what it is
 * @param file name in the shards folder
 * @param rows rows of its matrix; 0 for bytes
 * @param width numbers a row; 0 for bytes
 * @param bytes size of the file
 * @param sha256 of the file, hex
 */
public record ShardEntry(
    ShardKey key, String file, long rows, long width, long bytes, String sha256) {

  public ShardEntry {
    requireNonNull(key, "key is null");
    requireNonNull(file, "file is null");
    requireNonNull(sha256, "sha256 is null");
  }
}
