package org.rhodb.connector.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rhodb.connector.file.FileKind;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.connector.file.TensorFile;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Reads one safetensors file: its header when opened, its tensors when asked for. */
public final class SafetensorsReader implements TensorFile {
  private static final int LENGTH_BYTES = 8;

  private final MappedFile file;
  private final Map<String, HeaderEntry> entries;
  private final long dataStart;

  private SafetensorsReader(MappedFile file, Map<String, HeaderEntry> entries, long dataStart) {
    this.file = file;
    this.entries = entries;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file and checks its header against every rule of the format. Caller closes.
   *
   * @throws QueryException X401 if it cannot be read, X403 with the rule it breaks, X408 if it is a
   *     git-LFS pointer or a web page, U302 if it is another format
   */
  public static SafetensorsReader open(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      FileKind.refuseImpostor(file);
      refuseOtherFormat(file);
      long headerBytes = headerBytes(file);
      long dataStart = LENGTH_BYTES + headerBytes;
      HeaderReader header =
          new HeaderReader(path.toString(), SafetensorsOptions.DEFAULT, file.size() - dataStart);
      Map<String, HeaderEntry> entries = header.read(file.stream(LENGTH_BYTES, headerBytes));
      checkCover(path, entries.values(), file.size() - dataStart);
      return new SafetensorsReader(file, entries, dataStart);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static void refuseOtherFormat(MappedFile file) {
    FileKind kind = FileKind.of(file.head());
    if (kind == FileKind.ZIP || kind == FileKind.GGUF || kind == FileKind.HDF5) {
      throw QueryException.of(
          ErrorCode.U302, "'" + file.path() + "' is " + kind.description() + ", not safetensors");
    }
  }

  private static long headerBytes(MappedFile file) {
    if (file.size() < LENGTH_BYTES) {
      throw broken(
          file.path(),
          "the file must begin with an 8-byte length; it has " + file.size() + " bytes");
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.read(0, length);
    long bytes = length.getLong(0);
    if (bytes < 0 || bytes > SafetensorsOptions.DEFAULT.maxHeaderBytes()) {
      throw broken(
          file.path(),
          "the header may have at most "
              + SafetensorsOptions.DEFAULT.maxHeaderBytes()
              + " bytes; its length says "
              + Long.toUnsignedString(bytes));
    }
    if (bytes > file.size() - LENGTH_BYTES) {
      throw broken(
          file.path(),
          "the header's length says " + bytes + " bytes; the file has " + file.size() + " in all");
    }
    if (bytes < 2) {
      throw broken(file.path(), "the header must be a JSON object; it has " + bytes + " bytes");
    }
    ByteBuffer first = ByteBuffer.allocate(1);
    file.read(LENGTH_BYTES, first);
    if (first.get(0) != '{') {
      throw broken(file.path(), "the header must begin with '{'");
    }
    return bytes;
  }

  /** Checks that the tensors cover the data from its first byte to its last, each byte once. */
  private static void checkCover(Path path, Collection<HeaderEntry> entries, long dataBytes) {
    List<HeaderEntry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(HeaderEntry::begin).thenComparing(HeaderEntry::end));
    long covered = 0;
    String before = "";
    for (HeaderEntry entry : inOrder) {
      if (entry.begin() < covered) {
        throw broken(path, "tensors '" + before + "' and '" + entry.name() + "' overlap");
      }
      if (entry.begin() > covered) {
        throw broken(
            path,
            "a hole of "
                + (entry.begin() - covered)
                + " bytes before tensor '"
                + entry.name()
                + "'");
      }
      covered = entry.end();
      before = entry.name();
    }
    if (covered != dataBytes) {
      throw broken(path, (dataBytes - covered) + " trailing bytes behind the last tensor");
    }
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  @Override
  public List<Long> shape(String name) {
    return entry(name).shape();
  }

  @Override
  public TensorData tensor(String name) {
    HeaderEntry entry = entry(name);
    ByteBuffer bytes = file.map(dataStart + entry.begin(), entry.end() - entry.begin());
    return new TensorData(name, entry.dtype().type(), entry.shape(), bytes);
  }

  private HeaderEntry entry(String name) {
    HeaderEntry entry = entries.get(name);
    if (entry == null) {
      throw QueryException.of(ErrorCode.X402, "'" + file.path() + "' has no tensor '" + name + "'");
    }
    return entry;
  }

  @Override
  public void close() {
    file.close();
  }

  private static QueryException broken(Path path, String rule) {
    return QueryException.of(ErrorCode.X403, "'" + path + "': " + rule);
  }
}
