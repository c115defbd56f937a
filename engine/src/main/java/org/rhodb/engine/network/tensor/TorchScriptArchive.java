package org.rhodb.engine.network.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the archive that {@code torch.jit.load} reads, around source text.
 *
 * <p>It is a zip of stored entries under one folder: {@code data.pkl} (a pickle of one object
 * without parameters), {@code code/__torch__.py} (its class), {@code constants.pkl} (an empty
 * tuple) and {@code version}. Source: PyTorch 2.7, torch/csrc/jit/serialization/import.cpp.
 */
final class TorchScriptArchive {
  private static final String FOLDER = "kernels/";

  /** Newest file format of PyTorch 2.x: operators mean what their current schema says. */
  private static final String VERSION = "10\n";

  private TorchScriptArchive() {}

  /** Returns the archive for functions at the left margin. */
  static byte[] of(String functions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "data.pkl", object());
      store(zip, "code/__torch__.py", classOf(functions).getBytes(StandardCharsets.UTF_8));
      store(zip, "constants.pkl", emptyTuple());
      store(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String classOf(String functions) {
    StringBuilder text = new StringBuilder("class Kernels(Module):\n");
    text.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    functions
        .lines()
        .forEach(line -> text.append(line.isBlank() ? "" : "  ").append(line).append('\n'));
    return text.toString();
  }

  /** Pickle, protocol 2: an object of class __torch__.Kernels with the attribute training. */
  private static byte[] object() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x80, 2});
    out.writeBytes("c__torch__\nKernels\n".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {')', (byte) 0x81, '}', '('});
    out.writeBytes(new byte[] {'X', 8, 0, 0, 0});
    out.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
    return out.toByteArray();
  }

  private static byte[] emptyTuple() {
    return new byte[] {(byte) 0x80, 2, ')', '.'};
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(FOLDER + name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
