package org.rhodb.connector.ids;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.rhodb.connector.file.FileKind;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.engine.corpus.Documents;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Reads rows of ids, each a document, in pieces of at most 65,536 ids. */
final class IdsReader implements Documents {
  private static final int PIECE = 1 << 16;

  private final MappedFile file;
  private final IdType type;
  private final long rowLength;
  private final ByteBuffer buffer;
  private final long dataStart;
  private final long values;
  private long taken;

  private IdsReader(MappedFile file, IdType type, long dataStart, long values, long rowLength) {
    this.file = file;
    this.type = type;
    this.dataStart = dataStart;
    this.values = values;
    this.rowLength = rowLength;
    this.buffer = ByteBuffer.allocate(PIECE * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    buffer.limit(0);
  }

  /** Opens an .npy file. Caller closes. */
  static IdsReader openNpy(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      FileKind.refuseImpostor(file);
      NpyHeader header = NpyHeader.read(file);
      long values = header.shape().stream().reduce(1L, Math::multiplyExact);
      long rowLength = header.shape().get(header.shape().size() - 1);
      return new IdsReader(file, header.type(), header.dataStart(), values, rowLength);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Opens a .u16 file. Caller closes. */
  static IdsReader openRaw(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      FileKind.refuseImpostor(file);
      if (file.size() % 2 != 0) {
        throw QueryException.of(
            ErrorCode.X407,
            "'" + path + "' has " + file.size() + " bytes; 16-bit ids need an even number");
      }
      long values = file.size() / 2;
      return new IdsReader(file, IdType.UINT16, 0, values, values);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    return taken < values;
  }

  @Override
  public Piece next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long rowLeft = rowLength - taken % rowLength;
    int count = (int) Math.min(PIECE, rowLeft);
    if (buffer.remaining() < count * type.bytes()) {
      // Reads on beyond this row: rows may be short.
      int ahead = (int) Math.min(PIECE, values - taken);
      buffer.clear().limit(ahead * type.bytes());
      file.read(dataStart + taken * type.bytes(), buffer);
      buffer.flip();
    }
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      long id = type.read(buffer);
      if (id < 0 || id > Integer.MAX_VALUE) {
        throw QueryException.of(
            ErrorCode.X407,
            "value " + (taken + i) + " of '" + file.path() + "' is " + id + "; no id");
      }
      ids[i] = (int) id;
    }
    taken += count;
    return new Ids(ids, count == rowLeft);
  }

  @Override
  public void close() {
    file.close();
  }
}
