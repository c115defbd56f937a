package org.rhodb.connector.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives as torch.save does, and as nobody should. */
final class TorchArchive {
  private final List<String> names = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();
  private int method = ZipEntry.STORED;

  TorchArchive with(String name, byte[] content) {
    names.add(name);
    contents.add(content);
    return this;
  }

  TorchArchive deflated() {
    method = ZipEntry.DEFLATED;
    return this;
  }

  Path write(Path path) throws IOException {
    return Files.write(path, bytes());
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < names.size(); i++) {
        ZipEntry entry = new ZipEntry(names.get(i));
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(contents.get(i));
          entry.setCrc(crc.getValue());
          entry.setSize(contents.get(i).length);
        }
        zip.putNextEntry(entry);
        zip.write(contents.get(i));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Writes the operations of a pickle. */
  static final class Pickle {
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    Pickle() {
      op(0x80, 2);
    }

    Pickle op(int... bytes) {
      for (int b : bytes) {
        code.write(b);
      }
      return this;
    }

    Pickle text(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      op('X').int32(utf8.length);
      code.writeBytes(utf8);
      return this;
    }

    Pickle number(long number) {
      op(0x8A, 8);
      for (int i = 0; i < 8; i++) {
        op((int) (number >> (8 * i)) & 0xff);
      }
      return this;
    }

    Pickle int32(int number) {
      return op(number & 0xff, number >> 8 & 0xff, number >> 16 & 0xff, number >> 24 & 0xff);
    }

    Pickle global(String module, String name) {
      op('c');
      code.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
      return this;
    }

    Pickle numbers(long... numbers) {
      op('(');
      for (long number : numbers) {
        number(number);
      }
      return op('t');
    }

    /** A call of _rebuild_tensor_v2 over storage {@code key}. */
    Pickle tensor(
        String storageClass, String key, long values, long offset, long[] shape, long[] strides) {
      global("torch._utils", "_rebuild_tensor_v2").op('(', '(').text("storage");
      global("torch", storageClass).text(key).text("cpu").number(values).op('t', 'Q');
      number(offset).numbers(shape).numbers(strides).op(0x89);
      return global("collections", "OrderedDict").op(')', 'R', 't', 'R');
    }

    byte[] bytes() {
      return code.toByteArray();
    }
  }
}
