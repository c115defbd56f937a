package org.rhodb.connector.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Reads the directory of a zip archive whose files are stored, and finds where in the archive they
 * lie. The JDK's reader does not tell, and its entries cannot be mapped.
 */
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int END64_BYTES = 56;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int ZIP64_EXTRA = 1;
  private static final long IN_EXTRA = 0xFFFFFFFFL;

  private final MappedFile file;
  private final PytorchOptions options;

  private ZipDirectory(MappedFile file, PytorchOptions options) {
    this.file = file;
    this.options = options;
  }

  /** Where the directory lies, and how many entries it says it has. */
  private record Extent(long offset, long bytes, long entries) {}

  /**
   * Returns the files of an archive by name, in the order of the directory.
   *
   * @throws QueryException U302 if it is malformed, deflated or encrypted, has two entries of one
   *     name, entries that overlap, or names that lead out of the archive
   */
  static Map<String, ZipEntryData> read(MappedFile file, PytorchOptions options) {
    return new ZipDirectory(file, options).read();
  }

  private Map<String, ZipEntryData> read() {
    Extent extent = extent();
    if (extent.bytes > options.maxDirectoryBytes() || extent.entries > options.maxEntries()) {
      throw malformed(
          "its directory has " + extent.entries + " entries in " + extent.bytes + " bytes");
    }
    ByteBuffer directory = bytes(extent.offset, (int) extent.bytes);
    Map<String, ZipEntryData> entries = new LinkedHashMap<>();
    for (long i = 0; i < extent.entries; i++) {
      ZipEntryData entry = entry(directory, extent.offset);
      if (entries.put(entry.name(), entry) != null) {
        throw malformed("it has two entries '" + printable(entry.name()) + "'");
      }
    }
    checkOverlap(entries.values());
    return entries;
  }

  private Extent extent() {
    int tailBytes = (int) Math.min(file.size(), END_BYTES + MAX_COMMENT);
    ByteBuffer tail = bytes(file.size() - tailBytes, tailBytes);
    for (int i = tailBytes - END_BYTES; i >= 0; i--) {
      if (tail.getInt(i) == END_SIGNATURE) {
        long endOffset = file.size() - tailBytes + i;
        Extent plain =
            new Extent(
                Integer.toUnsignedLong(tail.getInt(i + 16)),
                Integer.toUnsignedLong(tail.getInt(i + 12)),
                Short.toUnsignedLong(tail.getShort(i + 10)));
        return inFile(zip64(endOffset, plain), endOffset);
      }
    }
    throw malformed("it has no directory: it may be cut short");
  }

  private Extent zip64(long endOffset, Extent plain) {
    if (endOffset < LOCATOR_BYTES) {
      return plain;
    }
    ByteBuffer locator = bytes(endOffset - LOCATOR_BYTES, LOCATOR_BYTES);
    if (locator.getInt(0) != LOCATOR_SIGNATURE) {
      return plain;
    }
    long offset = locator.getLong(8);
    if (offset < 0 || offset > endOffset - LOCATOR_BYTES - END64_BYTES) {
      throw malformed("its zip64 directory is not where it says");
    }
    ByteBuffer end = bytes(offset, END64_BYTES);
    if (end.getInt(0) != END64_SIGNATURE) {
      throw malformed("its zip64 directory is not where it says");
    }
    return new Extent(end.getLong(48), end.getLong(40), end.getLong(32));
  }

  private Extent inFile(Extent extent, long endOffset) {
    if (extent.offset < 0
        || extent.bytes < 0
        || extent.entries < 0
        || extent.offset > endOffset
        || extent.bytes > endOffset - extent.offset) {
      throw malformed("its directory is not where it says");
    }
    return extent;
  }

  /** Reads the next entry of the directory and the header before its content. */
  private ZipEntryData entry(ByteBuffer directory, long directoryOffset) {
    int at = directory.position();
    if (directory.remaining() < CENTRAL_BYTES || directory.getInt(at) != CENTRAL_SIGNATURE) {
      throw malformed("its directory has fewer entries than it says");
    }
    int flags = Short.toUnsignedInt(directory.getShort(at + 8));
    int method = Short.toUnsignedInt(directory.getShort(at + 10));
    int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
    int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
    int commentBytes = Short.toUnsignedInt(directory.getShort(at + 32));
    int entryBytes = CENTRAL_BYTES + nameBytes + extraBytes + commentBytes;
    if (directory.remaining() < entryBytes) {
      throw malformed("its directory breaks off");
    }
    String name = name(directory, at + CENTRAL_BYTES, nameBytes);
    long[] sizes = {
      Integer.toUnsignedLong(directory.getInt(at + 24)),
      Integer.toUnsignedLong(directory.getInt(at + 20)),
      Integer.toUnsignedLong(directory.getInt(at + 42))
    };
    readZip64(directory.slice(at + CENTRAL_BYTES + nameBytes, extraBytes), sizes, name);
    directory.position(at + entryBytes);
    if ((flags & 1) != 0) {
      throw malformed("entry '" + printable(name) + "' is encrypted");
    }
    if (method != 0 || sizes[0] != sizes[1]) {
      throw malformed(
          "entry '" + printable(name) + "' is compressed; torch.save stores its entries plain");
    }
    return located(name, sizes[2], sizes[0], directoryOffset);
  }

  /** Replaces sizes that did not fit 32 bits: size, compressed size, offset of the local header. */
  private void readZip64(ByteBuffer extra, long[] sizes, String name) {
    extra.order(ByteOrder.LITTLE_ENDIAN);
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int bytes = Short.toUnsignedInt(extra.getShort());
      if (bytes > extra.remaining()) {
        throw malformed("entry '" + printable(name) + "' has a broken extra field");
      }
      int next = extra.position() + bytes;
      if (id == ZIP64_EXTRA) {
        for (int i = 0; i < sizes.length; i++) {
          if (sizes[i] == IN_EXTRA) {
            if (next - extra.position() < Long.BYTES) {
              throw malformed("entry '" + printable(name) + "' has a broken zip64 field");
            }
            sizes[i] = extra.getLong();
          }
        }
      }
      extra.position(next);
    }
  }

  private ZipEntryData located(String name, long header, long bytes, long limit) {
    if (header < 0 || bytes < 0 || header > limit - LOCAL_BYTES) {
      throw malformed("entry '" + printable(name) + "' is not where it says");
    }
    ByteBuffer local = bytes(header, LOCAL_BYTES);
    if (local.getInt(0) != LOCAL_SIGNATURE) {
      throw malformed("entry '" + printable(name) + "' is not where it says");
    }
    int nameBytes = Short.toUnsignedInt(local.getShort(26));
    long start = header + LOCAL_BYTES + nameBytes + Short.toUnsignedInt(local.getShort(28));
    if (start > limit || bytes > limit - start) {
      throw malformed("entry '" + printable(name) + "' reaches past its directory");
    }
    if (!name.equals(name(bytes(header + LOCAL_BYTES, nameBytes), 0, nameBytes))) {
      throw malformed("entry '" + printable(name) + "' has another name where it lies");
    }
    return new ZipEntryData(name, start, bytes);
  }

  private String name(ByteBuffer from, int offset, int bytes) {
    byte[] name = new byte[bytes];
    from.get(offset, name);
    String text = new String(name, StandardCharsets.UTF_8);
    boolean leadsOut =
        text.startsWith("/")
            || text.indexOf('\\') >= 0
            || text.indexOf('\0') >= 0
            || text.indexOf(':') >= 0
            || List.of(text.split("/", -1)).contains("..");
    if (text.isEmpty() || leadsOut) {
      throw malformed("it has an entry named '" + printable(text) + "', which leads out of it");
    }
    return text;
  }

  private void checkOverlap(Collection<ZipEntryData> entries) {
    List<ZipEntryData> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(ZipEntryData::offset));
    long end = 0;
    for (ZipEntryData entry : inOrder) {
      if (entry.offset() < end) {
        throw malformed("entry '" + printable(entry.name()) + "' overlaps another");
      }
      end = entry.offset() + entry.bytes();
    }
  }

  private ByteBuffer bytes(long offset, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    file.read(offset, bytes);
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String printable(String name) {
    String plain = name.replaceAll("[^\\x20-\\x7E]", "?");
    return plain.length() > 100 ? plain.substring(0, 100) + "..." : plain;
  }

  private QueryException malformed(String what) {
    return QueryException.of(
        ErrorCode.U302, "'" + file.path() + "' is no archive that torch.save wrote: " + what);
  }
}
