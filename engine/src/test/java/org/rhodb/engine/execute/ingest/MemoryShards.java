package org.rhodb.engine.execute.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rhodb.engine.catalog.ActivationShardKey;
import org.rhodb.engine.catalog.ActivationShards;
import org.rhodb.grammar.tree.Statement.StoredType;

/** Shards in memory, that can be made to fail as a killed process would. */
final class MemoryShards implements ActivationShards {
  private final Map<ActivationShardKey, List<float[]>> committed = new HashMap<>();
  private int commitsLeft = Integer.MAX_VALUE;
  int opened;
  int created;

  /** Lets so many more shards be committed, then fails. */
  void failAfter(int commits) {
    commitsLeft = commits;
  }

  Map<ActivationShardKey, List<float[]>> committed() {
    return committed;
  }

  @Override
  public Map<ActivationShardKey, Long> list(String weightsHash, String corpusHash) {
    Map<ActivationShardKey, Long> found = new HashMap<>();
    committed.forEach(
        (key, rows) -> {
          if (key.weightsHash().equals(weightsHash) && key.corpusHash().equals(corpusHash)) {
            long bytes = key.type() == StoredType.FLOAT16 ? 2 : 4;
            found.put(key, bytes * rows.size() * rows.get(0).length);
          }
        });
    return found;
  }

  @Override
  public Writer create(ActivationShardKey key, int width) {
    created++;
    List<float[]> rows = new ArrayList<>();
    return new Writer() {
      @Override
      public void append(float[] values, int count, int offset, int stride) {
        for (int r = 0; r < count; r++) {
          float[] row = new float[width];
          for (int i = 0; i < width; i++) {
            float value = values[offset + r * stride + i];
            row[i] = key.type() == StoredType.FLOAT16 ? rounded(value) : value;
          }
          rows.add(row);
        }
      }

      @Override
      public long commit() {
        if (commitsLeft-- == 0) {
          throw new IllegalStateException("killed");
        }
        committed.put(key, rows);
        return list(key.weightsHash(), key.corpusHash()).get(key);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Reader open(ActivationShardKey key) {
    opened++;
    List<float[]> rows = Optional.ofNullable(committed.get(key)).orElseThrow();
    return new Reader() {
      private int next;

      @Override
      public long rows() {
        return rows.size();
      }

      @Override
      public int width() {
        return rows.get(0).length;
      }

      @Override
      public void read(float[] values, int count, int offset, int stride) {
        for (int r = 0; r < count; r++) {
          System.arraycopy(rows.get(next++), 0, values, offset + r * stride, width());
        }
      }

      @Override
      public void close() {}
    };
  }

  /** Returns the nearest number of 11 significant bits. */
  private static float rounded(float value) {
    int bits = Float.floatToRawIntBits(value);
    return Float.intBitsToFloat((bits + 0xfff + ((bits >>> 13) & 1)) & ~0x1fff);
  }
}
