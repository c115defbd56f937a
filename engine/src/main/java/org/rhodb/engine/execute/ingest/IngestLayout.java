package org.rhodb.engine.execute.ingest;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.grammar.tree.Statement.StoredType;

/**
 * How the activations of a layer over a corpus are cut into shards: whole sequences, as many as
 * take so many bytes. Depends on sizes only, so a job that goes on finds the shards of the one
 * before.
 *
 * @param shardBytes bytes of a shard's values, at most, unless one sequence has more
 */
record IngestLayout(long shardBytes) {
  /** Shards of 64 MB: large enough to read at the disk's rate, small enough to lose to a kill. */
  static final IngestLayout DEFAULT = new IngestLayout(64_000_000);

  /**
   * A range of sequences.
   *
   * @param first first sequence, 0-based
   * @param end sequence behind the last
   */
  record Block(long first, long end) {
    /** Returns how many sequences it has. */
    int sequences() {
      return Math.toIntExact(end - first);
    }
  }

  /** Returns the shards of one layer, in order. */
  List<Block> blocks(CorpusEntry corpus, int dMlp, StoredType type) {
    long sequenceBytes = (long) corpus.context() * dMlp * bytes(type);
    long size = Math.max(1, Math.min(Integer.MAX_VALUE, shardBytes / sequenceBytes));
    List<Block> blocks = new ArrayList<>();
    for (long first = 0; first < corpus.sequences(); first += size) {
      blocks.add(new Block(first, Math.min(corpus.sequences(), first + size)));
    }
    return blocks;
  }

  /** Returns the bytes of one value. */
  static int bytes(StoredType type) {
    return switch (type) {
      case FLOAT16 -> 2;
      case FLOAT32 -> 4;
    };
  }
}
