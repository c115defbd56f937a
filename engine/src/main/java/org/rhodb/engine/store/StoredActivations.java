package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.rhodb.engine.arrow.MatrixReader;
import org.rhodb.engine.arrow.MatrixType;
import org.rhodb.engine.catalog.ActivationShardKey;
import org.rhodb.engine.catalog.ActivationShards;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.tree.Statement.StoredType;

/**
 * Ingested activations as shards: one Arrow matrix a layer and range of sequences, a row a
 * position, masked ones too, so that the mask is no part of the key.
 */
final class StoredActivations implements ActivationShards {
  static final String KIND = "activations";
  private static final String HOOK = "post";

  private final ShardStore shards;

  StoredActivations(ShardStore shards) {
    this.shards = requireNonNull(shards, "shards is null");
  }

  @Override
  public Map<ActivationShardKey, Long> list(String weightsHash, String corpusHash) {
    Map<ActivationShardKey, Long> found = new LinkedHashMap<>();
    for (ShardEntry entry : shards.list(KIND, weightsHash, corpusHash)) {
      ShardKey key = entry.key();
      found.put(
          new ActivationShardKey(
              key.weightsHash(),
              key.corpusHash(),
              key.firstLayer(),
              StoredType.valueOf(key.type().toUpperCase(Locale.ROOT)),
              key.firstToken(),
              key.lastToken()),
          entry.bytes());
    }
    return found;
  }

  @Override
  public Writer create(ActivationShardKey key, int width) {
    ShardTransaction transaction = shards.begin();
    MatrixType type =
        switch (key.type()) {
          case FLOAT16 -> MatrixType.FLOAT16;
          case FLOAT32 -> MatrixType.FLOAT32;
        };
    return new ShardWriter(
        transaction, transaction.addMatrix(stored(key), type, width), stored(key), width);
  }

  @Override
  public Reader open(ActivationShardKey key) {
    ShardEntry entry =
        shards
            .find(stored(key))
            .orElseThrow(
                () ->
                    QueryException.of(
                        ErrorCode.X409, "the shard of layer " + key.layer() + " is gone"));
    return new ShardReader(shards.openMatrix(entry));
  }

  private static ShardKey stored(ActivationShardKey key) {
    return new ShardKey(
        KIND,
        key.weightsHash(),
        key.corpusHash(),
        HOOK,
        key.layer(),
        key.layer(),
        "",
        key.type().name().toLowerCase(Locale.ROOT),
        key.firstSequence(),
        key.endSequence(),
        "");
  }

  /** Writes one shard in a transaction of its own. */
  private final class ShardWriter implements Writer {
    private final ShardTransaction transaction;
    private final ShardTransaction.Matrix matrix;
    private final ShardKey key;
    private final float[] row;

    ShardWriter(
        ShardTransaction transaction, ShardTransaction.Matrix matrix, ShardKey key, int width) {
      this.transaction = transaction;
      this.matrix = matrix;
      this.key = key;
      this.row = new float[width];
    }

    @Override
    public void append(float[] values, int rows, int offset, int stride) {
      if (stride == row.length) {
        matrix.append(values, offset, rows * row.length);
        return;
      }
      for (int r = 0; r < rows; r++) {
        System.arraycopy(values, offset + r * stride, row, 0, row.length);
        matrix.append(row, 0, row.length);
      }
    }

    @Override
    public long commit() {
      transaction.commit();
      return shards.find(key).map(ShardEntry::bytes).orElse(0L);
    }

    @Override
    public void close() {
      transaction.close();
    }
  }

  /** Reads one shard front to back. */
  private static final class ShardReader implements Reader {
    private final MatrixReader matrix;
    private long next;

    ShardReader(MatrixReader matrix) {
      this.matrix = matrix;
    }

    @Override
    public long rows() {
      return matrix.rows();
    }

    @Override
    public int width() {
      return matrix.width();
    }

    @Override
    public void read(float[] values, int rows, int offset, int stride) {
      if (rows > matrix.rows() - next) {
        throw QueryException.of(
            ErrorCode.X409,
            "a shard ends after " + matrix.rows() + " rows, wanted " + (next + rows));
      }
      try {
        if (stride == matrix.width()) {
          matrix.read(next, rows, values, offset);
        } else {
          float[] read = new float[rows * matrix.width()];
          matrix.read(next, rows, read, 0);
          for (int r = 0; r < rows; r++) {
            System.arraycopy(read, r * matrix.width(), values, offset + r * stride, matrix.width());
          }
        }
        next += rows;
      } catch (IOException e) {
        throw QueryException.of(ErrorCode.X409, "a shard cannot be read: " + e.getMessage())
            .withCause(e);
      }
    }

    @Override
    public void close() {
      try {
        matrix.close();
      } catch (IOException e) {
        throw QueryException.of(ErrorCode.X409, "a shard cannot be closed: " + e.getMessage())
            .withCause(e);
      }
    }
  }
}
