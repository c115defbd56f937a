package org.rhodb.engine.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixFileTest {
  private static final int WIDTH = 1000;

  /** Enough for two record batches of 8 MiB in single precision. */
  private static final int ROWS = 2500;

  @TempDir Path folder;

  private Path write(MatrixType type, int width, float[] values) throws IOException {
    Path file = folder.resolve(type + "-" + width + ".arrow");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        MatrixWriter writer = new MatrixWriter(channel, type, width, Map.of("hook", "post"))) {
      // In pieces of other sizes than the batches.
      int piece = 17 * width;
      for (int i = 0; i < values.length; i += piece) {
        writer.append(values, i, Math.min(piece, values.length - i));
      }
      assertThat(writer.rows()).isEqualTo(values.length / width);
    }
    return file;
  }

  private static float[] numbers(int count) {
    float[] values = new float[count];
    Random random = new Random(3);
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 8 - 4;
    }
    return values;
  }

  private static float rounded(MatrixType type, float value) {
    return type == MatrixType.FLOAT16 ? HalfFloat.toFloat(HalfFloat.fromFloat(value)) : value;
  }

  @ParameterizedTest
  @EnumSource
  void readsBackWhatWasWritten(MatrixType type) throws IOException {
    float[] values = numbers(ROWS * WIDTH);
    try (MatrixReader reader = MatrixReader.open(write(type, WIDTH, values))) {
      assertThat(reader.type()).isEqualTo(type);
      assertThat(reader.rows()).isEqualTo(ROWS);
      assertThat(reader.width()).isEqualTo(WIDTH);
      assertThat(reader.metadata()).isEqualTo(Map.of("hook", "post"));
      float[] read = new float[values.length + 1];
      reader.read(0, ROWS, read, 1);
      float[] expected = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        expected[i] = rounded(type, values[i]);
      }
      assertThat(Arrays.mismatch(read, 1, read.length, expected, 0, expected.length)).isEqualTo(-1);
      float[] some = new float[2 * WIDTH];
      reader.read(2096, 2, some, 0);
      assertThat(some).isEqualTo(Arrays.copyOfRange(read, 2096 * WIDTH + 1, 2098 * WIDTH + 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isReadByArrowItself(MatrixType type) throws IOException {
    float[] values = numbers(ROWS * WIDTH);
    Path file = write(type, WIDTH, values);
    try (RootAllocator allocator = new RootAllocator()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
        int at = 0;
        while (reader.loadNextBatch()) {
          FieldVector column = reader.getVectorSchemaRoot().getVector("values");
          FieldVector items = ((FixedSizeListVector) column).getDataVector();
          assertThat(column.getNullCount()).isZero();
          for (int i = 0; i < items.getValueCount(); i += 997) {
            float found =
                items instanceof org.apache.arrow.vector.Float2Vector halves
                    ? halves.getValueAsFloat(i)
                    : (float) ((FloatingPointVector) items).getValueAsDouble(i);
            assertThat(found).isEqualTo(rounded(type, values[at + i]));
          }
          at += items.getValueCount();
        }
        assertThat(at).isEqualTo(values.length);
      }
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
  }

  @Test
  void givesSlicesAlignedForTensors() throws IOException {
    float[] values = numbers(ROWS * WIDTH);
    try (MatrixReader reader = MatrixReader.open(write(MatrixType.FLOAT32, WIDTH, values))) {
      long row = 0;
      while (row < ROWS) {
        ByteBuffer slice = reader.slice(row, ROWS - row);
        assertThat(slice.isDirect()).isTrue();
        assertThat(slice.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(slice.alignmentOffset(0, 64)).isZero();
        assertThat(slice.getFloat(0)).isEqualTo(values[(int) row * WIDTH]);
        row += slice.remaining() / (4 * WIDTH);
      }
      assertThat(row).isEqualTo(ROWS);
      assertThatThrownBy(() -> reader.slice(ROWS, 1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void takesBytesAndBuffersAsTheyAre() throws IOException {
    Path file = folder.resolve("x.arrow");
    ByteBuffer direct = ByteBuffer.allocateDirect(24).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      direct.putFloat(i);
    }
    direct.flip();
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        MatrixWriter writer = new MatrixWriter(channel, MatrixType.FLOAT32, 3, Map.of())) {
      writer.appendBytes(direct);
      writer.append(FloatBuffer.wrap(new float[] {6, 7, 8}));
      assertThatThrownBy(() -> writer.append(new float[2], 0, 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
    try (MatrixReader reader = MatrixReader.open(file)) {
      float[] read = new float[9];
      reader.read(0, 3, read, 0);
      assertThat(read).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }
  }

  @Test
  void keepsAnEmptyMatrix() throws IOException {
    try (MatrixReader reader = MatrixReader.open(write(MatrixType.FLOAT64, 7, new float[0]))) {
      assertThat(reader.rows()).isZero();
      assertThat(reader.width()).isEqualTo(7);
    }
  }

  @Test
  void refusesFilesThatAreSomethingElseOrCut() throws IOException {
    byte[] whole = Files.readAllBytes(write(MatrixType.FLOAT32, 10, numbers(1000)));
    Path file = folder.resolve("damaged");
    for (int length : new int[] {0, 5, 20, 200, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> MatrixReader.open(file)).isInstanceOf(IOException.class);
    }
    // No single wrong byte in the footer may lead outside the file or end in any other exception.
    for (int i = whole.length - 400; i < whole.length; i++) {
      byte[] wrong = whole.clone();
      wrong[i] ^= (byte) 0xff;
      Files.write(file, wrong);
      try (MatrixReader reader = MatrixReader.open(file)) {
        assertThat(reader.width()).isPositive();
      } catch (IOException expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
  }
}
