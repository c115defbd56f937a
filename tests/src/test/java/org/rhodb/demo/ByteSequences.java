package org.rhodb.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Byte-level token ids of passages, one behind the other, cut into sequences for training. */
final class ByteSequences {
  /** Ends a passage and begins every sequence; 0 to 255 are the bytes themselves. */
  static final int END_OF_TEXT = 256;

  private final short[] ids;
  private final int context;

  ByteSequences(List<String> passages, int context) {
    List<byte[]> bytes = passages.stream().map(p -> p.getBytes(StandardCharsets.UTF_8)).toList();
    this.ids = new short[bytes.stream().mapToInt(b -> b.length + 1).sum()];
    this.context = context;
    int at = 0;
    for (byte[] passage : bytes) {
      for (byte b : passage) {
        ids[at++] = (short) (b & 0xff);
      }
      ids[at++] = END_OF_TEXT;
    }
  }

  /** Returns sequences that begin anywhere; shape [count][context], each with a begin token. */
  long[][] draw(Random random, int count) {
    long[][] batch = new long[count][];
    for (int i = 0; i < count; i++) {
      batch[i] = sequence(random.nextInt(ids.length - context));
    }
    return batch;
  }

  /** Returns sequences at even distances over the whole text, the same at every call. */
  long[][] spread(int count) {
    long[][] batch = new long[count][];
    for (int i = 0; i < count; i++) {
      batch[i] = sequence((int) ((long) (ids.length - context) * i / count));
    }
    return batch;
  }

  private long[] sequence(int first) {
    long[] sequence = new long[context];
    sequence[0] = END_OF_TEXT;
    for (int p = 1; p < context; p++) {
      sequence[p] = ids[first + p - 1];
    }
    return sequence;
  }
}
