package org.rhodb.connector.file;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * A file whose parts are mapped into memory one by one, so that it may be of any size. Mapped
 * windows outlive the file's closing; the JVM releases them when nothing refers to them.
 */
public final class MappedFile implements AutoCloseable {
  /** Bytes looked at to recognise a file. */
  private static final int HEAD_BYTES = 512;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private MappedFile(Path path, FileChannel channel, long size) {
    this.path = requireNonNull(path, "path is null");
    this.channel = requireNonNull(channel, "channel is null");
    this.size = size;
  }

  /**
   * Opens a file for reading. Caller closes.
   *
   * @throws QueryException X401 if it does not exist, is a folder or may not be read
   */
  public static MappedFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw QueryException.of(ErrorCode.X401, "'" + path + "' is a folder, not a file");
    }
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      return new MappedFile(path, channel, channel.size());
    } catch (IOException e) {
      throw Unreadable.file(path, e);
    }
  }

  /** Returns the path it was opened by. */
  public Path path() {
    return path;
  }

  /** Returns the bytes of the file when it was opened. */
  public long size() {
    return size;
  }

  /** Returns the first bytes of the file, at most 512. */
  public byte[] head() {
    byte[] head = new byte[(int) Math.min(HEAD_BYTES, size)];
    read(0, ByteBuffer.wrap(head));
    return head;
  }

  /**
   * Fills a buffer with the bytes at an offset.
   *
   * @throws QueryException X410 if the file ends before
   */
  public void read(long offset, ByteBuffer into) {
    long from = offset;
    try {
      while (into.hasRemaining()) {
        int count = channel.read(into, from);
        if (count < 0) {
          throw QueryException.of(
              ErrorCode.X410, "'" + path + "' became shorter while it was read");
        }
        from += count;
      }
    } catch (IOException e) {
      throw Unreadable.file(path, e);
    }
  }

  /**
   * Maps a part of the file, read only and little-endian.
   *
   * @throws QueryException U304 if the part is 2 GB or more: one buffer holds no more
   */
  public ByteBuffer map(long offset, long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw QueryException.of(
          ErrorCode.U304,
          "'"
              + path
              + "' holds a tensor of "
              + bytes
              + " bytes; tensors of 2 GB or more are not read");
    }
    if (bytes == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.LITTLE_ENDIAN);
    }
    try {
      if (offset + bytes > channel.size()) {
        throw QueryException.of(ErrorCode.X410, "'" + path + "' became shorter while it was read");
      }
      return channel
          .map(FileChannel.MapMode.READ_ONLY, offset, bytes)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw Unreadable.file(path, e);
    }
  }

  /** Returns a part of the file as a stream in constant memory; closing it leaves this open. */
  public InputStream stream(long offset, long bytes) {
    return new PartStream(this, offset, bytes);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of a part of the file, read ahead 64 kB at a time. */
  private static final class PartStream extends InputStream {
    private final MappedFile file;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private long next;
    private long left;

    PartStream(MappedFile file, long offset, long bytes) {
      this.file = file;
      this.next = offset;
      this.left = bytes;
    }

    @Override
    public int read() {
      return fill() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, end - position);
      System.arraycopy(buffer, position, target, offset, count);
      position += count;
      return count;
    }

    private boolean fill() {
      if (position < end) {
        return true;
      }
      int count = (int) Math.min(buffer.length, left);
      if (count == 0) {
        return false;
      }
      file.read(next, ByteBuffer.wrap(buffer, 0, count));
      next += count;
      left -= count;
      position = 0;
      end = count;
      return true;
    }
  }
}
