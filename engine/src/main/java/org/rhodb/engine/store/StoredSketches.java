package org.rhodb.engine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rhodb.engine.arrow.MatrixReader;
import org.rhodb.engine.arrow.MatrixType;
import org.rhodb.engine.catalog.SketchKey;
import org.rhodb.engine.catalog.SketchShards;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Kept sketches as shards: a matrix of single and one of double precision a layer. */
final class StoredSketches implements SketchShards {
  private static final String SKETCH = ReuseSpace.KINDS.get(0);
  private static final String MOMENTS = ReuseSpace.KINDS.get(1);

  /** Order of the rows and what they are: another would be another part of the key. */
  private static final String FORMAT = "1";

  private final ShardStore shards;

  StoredSketches(ShardStore shards) {
    this.shards = shards;
  }

  @Override
  public Map<SketchKey, Set<Integer>> list(String weightsHash) {
    Map<SketchKey, Set<Integer>> found = new LinkedHashMap<>();
    for (ShardEntry entry : shards.ofWeights(SKETCH, weightsHash)) {
      ShardKey key = entry.key();
      String[] part = key.part().split(" ", -1);
      if (part.length == 4 && part[0].equals(FORMAT)) {
        found
            .computeIfAbsent(
                new SketchKey(
                    key.weightsHash(),
                    key.corpusHash(),
                    key.mask(),
                    Integer.parseInt(part[1]),
                    Long.parseLong(part[2]),
                    key.lastToken(),
                    Long.parseLong(part[3])),
                absent -> new TreeSet<>())
            .add(key.firstLayer());
      }
    }
    return found;
  }

  private static ShardKey stored(SketchKey key, String kind, int layer) {
    return new ShardKey(
        kind,
        key.weightsHash(),
        key.corpusHash(),
        "post",
        layer,
        layer,
        key.mask(),
        kind.equals(SKETCH) ? "float32" : "float64",
        0,
        key.tokens(),
        String.join(" ", FORMAT, "" + key.sketchRows(), "" + key.seed(), "" + key.sequences()));
  }

  @Override
  public Writer create(SketchKey key, int firstLayer, int lastLayer, int width) {
    ShardTransaction transaction = shards.begin();
    try {
      return new ShardWriter(transaction, key, firstLayer, lastLayer, width);
    } catch (RuntimeException e) {
      transaction.close();
      throw e;
    }
  }

  @Override
  public Reader open(SketchKey key, int layer) {
    MatrixReader sketch = open(stored(key, SKETCH, layer));
    try {
      return new ShardReader(sketch, open(stored(key, MOMENTS, layer)));
    } catch (RuntimeException e) {
      close(List.of(sketch));
      throw e;
    }
  }

  private MatrixReader open(ShardKey key) {
    return shards.openMatrix(
        shards
            .find(key)
            .orElseThrow(
                () ->
                    QueryException.of(
                        ErrorCode.X409, "the sketch of layer " + key.firstLayer() + " is gone")));
  }

  private static void close(List<MatrixReader> readers) {
    for (MatrixReader reader : readers) {
      try {
        reader.close();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  private static QueryException unreadable(IOException e) {
    return QueryException.of(ErrorCode.X409, "a sketch cannot be read: " + e.getMessage())
        .withCause(e);
  }

  /** Writes all layers of a sketch in one transaction. */
  private static final class ShardWriter implements Writer {
    private final ShardTransaction transaction;
    private final int width;
    private final Map<Integer, ShardTransaction.Matrix> sketches = new TreeMap<>();
    private final Map<Integer, ShardTransaction.Matrix> moments = new TreeMap<>();

    ShardWriter(
        ShardTransaction transaction, SketchKey key, int firstLayer, int lastLayer, int width) {
      this.transaction = transaction;
      this.width = width;
      for (int layer = firstLayer; layer <= lastLayer; layer++) {
        sketches.put(
            layer, transaction.addMatrix(stored(key, SKETCH, layer), MatrixType.FLOAT32, width));
        moments.put(
            layer, transaction.addMatrix(stored(key, MOMENTS, layer), MatrixType.FLOAT64, width));
      }
    }

    @Override
    public void append(int layer, float[] values, int first) {
      sketches.get(layer).append(values, first, width);
    }

    @Override
    public void appendMoments(int layer, double[] values) {
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (double value : values) {
        bytes.putDouble(value);
      }
      moments.get(layer).appendBytes(bytes.flip());
    }

    @Override
    public void commit() {
      transaction.commit();
    }

    @Override
    public void close() {
      transaction.close();
    }
  }

  /** Reads one layer. */
  private static final class ShardReader implements Reader {
    private final MatrixReader sketch;
    private final MatrixReader moments;

    ShardReader(MatrixReader sketch, MatrixReader moments) {
      this.sketch = sketch;
      this.moments = moments;
    }

    @Override
    public long rows() {
      return sketch.rows();
    }

    @Override
    public int width() {
      return sketch.width();
    }

    @Override
    public void read(long first, int rows, float[] values) {
      try {
        sketch.read(first, rows, values, 0);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public double[] moments(int row) {
      try {
        ByteBuffer bytes = moments.slice(row, 1);
        double[] values = new double[moments.width()];
        bytes.asDoubleBuffer().get(values);
        return values;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public void close() {
      StoredSketches.close(List.of(sketch, moments));
    }
  }
}
