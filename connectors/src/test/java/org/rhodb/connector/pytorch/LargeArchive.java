package org.rhodb.connector.pytorch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes a zip64 archive whose second entry lies beyond 32 bits, with a hole in the file before.
 */
final class LargeArchive {
  private static final byte[] PICKLE = "m/data.pkl".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STORAGE = "m/data/0".getBytes(StandardCharsets.US_ASCII);

  private LargeArchive() {}

  static void write(Path path, byte[] pickle, byte[] storage, long storageOffset)
      throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(local(PICKLE, pickle.length));
      file.write(pickle);
      file.seek(storageOffset);
      file.write(local(STORAGE, storage.length));
      file.write(storage);
      long directory = file.getFilePointer();
      file.write(central(PICKLE, pickle.length, 0));
      file.write(central(STORAGE, storage.length, storageOffset));
      long end = file.getFilePointer();
      ByteBuffer tail = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
      tail.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
      tail.putInt(0).putInt(0).putLong(2).putLong(2).putLong(end - directory).putLong(directory);
      tail.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
      tail.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
      tail.putShort((short) -1).putShort((short) -1).putInt(-1).putInt(-1).putShort((short) 0);
      file.write(tail.array());
    }
  }

  private static byte[] local(byte[] name, int bytes) {
    ByteBuffer header = ByteBuffer.allocate(30 + name.length).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x04034b50).position(18);
    header.putInt(bytes).putInt(bytes).putShort((short) name.length).putShort((short) 0);
    return header.put(name).array();
  }

  private static byte[] central(byte[] name, int bytes, long offset) {
    ByteBuffer header = ByteBuffer.allocate(46 + name.length + 12).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x02014b50).position(20);
    header.putInt(bytes).putInt(bytes).putShort((short) name.length).putShort((short) 12);
    header.position(42);
    header.putInt(-1).put(name).putShort((short) 1).putShort((short) 8).putLong(offset);
    return header.array();
  }
}
