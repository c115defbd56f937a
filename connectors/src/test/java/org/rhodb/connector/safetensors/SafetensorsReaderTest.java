package org.rhodb.connector.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

final class SafetensorsReaderTest {
  private static final long MAX_ALLOCATED = 64L << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # header | bytes of data | rule that the message names
          [] | 0 | must begin with '{'
          {"a" | 0 | not JSON
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} x | 4 | not JSON
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} {} | 4 | text behind
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | overlap
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | 12 | overlap
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}} | 8 | overlap
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | a hole of 4 bytes
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}} | 12 | a hole of 4 bytes
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 7 | 3 trailing bytes
          {} | 7 | 7 trailing bytes
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}} | 4 | swapped
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | 4 | past the end of the file
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}} | 4 | needs 8 bytes, data_offsets give 4
          {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}} | 4 | overflows 64 bits
          {"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}} | 0 | overflows 64 bits
          {"a":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,4]}} | 4 | beyond 64 bits
          {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}} | 4 | negative number -1
          {"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}} | 4 | whole numbers
          {"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}} | 4 | must be an array
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | duplicate key 'a'
          {"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | duplicate key 'dtype'
          {"__metadata__":{"x":"1","x":"2"}} | 0 | duplicate key 'x'
          {"__metadata__":{},"__metadata__":{}} | 0 | duplicate key '__metadata__'
          {"__metadata__":{"x":1}} | 0 | must hold texts only
          {"__metadata__":[]} | 0 | must be an object of texts
          {"a":{"dtype":"F23","shape":[1],"data_offsets":[0,4]}} | 4 | unknown dtype 'F23'
          {"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}} | 4 | must be a text
          {"a":{"shape":[1],"data_offsets":[0,4]}} | 4 | has no dtype
          {"a":{"dtype":"F32","data_offsets":[0,4]}} | 4 | has no shape
          {"a":{"dtype":"F32","shape":[1]}} | 4 | has no data_offsets
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}} | 4 | must be [begin, end]
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}} | 4 | more than 2
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}} | 4 | unknown field 'x'
          {"a":[]} | 0 | must be an object
          {"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}} | 1 | whole byte
          """)
  void namesTheRuleThatAHeaderBreaks(String header, int dataBytes, String rule) throws IOException {
    assertBroken(file(header.strip().getBytes(StandardCharsets.UTF_8), dataBytes), rule);
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    assertBroken(raw(new byte[0]), "8-byte length; it has 0 bytes");
  }

  @Test
  void refusesSevenBytes() throws IOException {
    assertBroken(raw(new byte[7]), "8-byte length; it has 7 bytes");
  }

  @Test
  void refusesAHeaderLongerThanTheFile() throws IOException {
    assertBroken(raw(length(1000)), "1000 bytes; the file has 8");
  }

  @ParameterizedTest
  @CsvSource({
    "1099511627776, 1099511627776",
    "-1, 18446744073709551615",
    "100000001, 100000001",
    "-9223372036854775808, 9223372036854775808"
  })
  void refusesAnAbsurdHeaderLength(long length, String shown) throws IOException {
    assertBroken(raw(length(length)), "at most 100000000 bytes; its length says " + shown);
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void refusesAHeaderThatIsNoObject(long length) throws IOException {
    assertBroken(raw(ByteBuffer.allocate(9).put(length(length)).array()), "must be a JSON object");
  }

  @Test
  void refusesAHeaderThatIsNotUtf8() throws IOException {
    byte[] header = "{\"a\":{\"dtype\":\"F32?\"}}".getBytes(StandardCharsets.ISO_8859_1);
    header[18] = (byte) 0xC3;
    assertBroken(file(header, 0), "not UTF-8");
  }

  @Test
  void refusesUtf16InsteadOfGuessing() throws IOException {
    assertBroken(file("{}".getBytes(StandardCharsets.UTF_16LE), 0), "not JSON");
  }

  @Test
  void refusesTenMillionTensorsWithoutHoldingThem() throws IOException {
    // 90 MB of entries: ten million would be beyond the header's limit of bytes, which says so too.
    String entry = ",\"%8\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";
    int count = 1_600_000;
    Path path = folder.resolve("many.safetensors");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
      out.write(length((long) count * (entry.length() + 6) + 1));
      for (int i = 0; i < count; i++) {
        String named = entry.replace("%8", String.valueOf(10_000_000 + i));
        out.write((i == 0 ? "{" + named.substring(1) : named).getBytes(StandardCharsets.UTF_8));
      }
      out.write('}');
    }
    assertBroken(path, "more than 32768 tensors");
  }

  @Test
  void refusesDeepNesting() throws IOException {
    String deep = "{\"a\":".repeat(5_000_000);
    assertBroken(file(deep.getBytes(StandardCharsets.UTF_8), 0), "unknown field 'a'");
    String arrays = "{\"__metadata__\":" + "[".repeat(20_000_000);
    assertBroken(file(arrays.getBytes(StandardCharsets.UTF_8), 0), "must be an object of texts");
  }

  @Test
  void refusesNamesWithoutEnd() throws IOException {
    String name = "{\"" + "a".repeat(20_000_000) + "\":1}";
    assertBroken(file(name.getBytes(StandardCharsets.UTF_8), 0), "beyond what is read");
  }

  @Test
  void refusesEndlessWhiteSpaceBehindTheObject() throws IOException {
    // Padding is allowed, and 90 MB of it is read in constant memory.
    byte[] header = ("{}" + " ".repeat(90_000_000)).getBytes(StandardCharsets.UTF_8);
    Path path = file(header, 0);
    long before = allocated();
    SafetensorsReader.open(path).close();
    assertThat(allocated() - before).isLessThan(MAX_ALLOCATED);
  }

  @Test
  void acceptsScalarsAndZeroSizes() throws IOException {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"scalar\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"zero\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[8,8]},"
            + "\"huge_zero\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,0],"
            + "\"data_offsets\":[0,0]},"
            + "\"half\":{\"dtype\":\"BF16\",\"shape\":[1,2],\"data_offsets\":[8,12]}}     ";
    try (SafetensorsReader reader =
        SafetensorsReader.open(file(header.getBytes(StandardCharsets.UTF_8), 12))) {
      assertThat(reader.names()).containsExactly("scalar", "zero", "huge_zero", "half");
      assertThat(reader.tensor("scalar").shape()).isEmpty();
      assertThat(reader.tensor("scalar").bytes().remaining()).isEqualTo(8);
      assertThat(reader.tensor("zero").bytes().remaining()).isZero();
      assertThat(reader.tensor("half").type()).isEqualTo(TensorData.Type.BFLOAT16);
      assertThatThrownBy(() -> reader.tensor("none")).hasMessageContaining("no tensor 'none'");
    }
  }

  @Test
  void acceptsAFileWithoutTensors() throws IOException {
    try (SafetensorsReader reader =
        SafetensorsReader.open(file("{}".getBytes(StandardCharsets.UTF_8), 0))) {
      assertThat(reader.names()).isEmpty();
    }
  }

  @Test
  void readsTensorsPastTwoGigabytes() throws IOException {
    // A sparse file: 3 GB of zeros, then four bytes.
    long first = 3L << 30;
    String header =
        "{\"first\":{\"dtype\":\"U8\",\"shape\":["
            + first
            + "],\"data_offsets\":[0,"
            + first
            + "]},"
            + "\"last\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":["
            + first
            + ","
            + (first + 4)
            + "]}}";
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    Path path = folder.resolve("large.safetensors");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(length(bytes.length));
      file.write(bytes);
      file.seek(8 + bytes.length + first);
      file.write(new byte[] {0, 0, (byte) 0x80, 0x3F});
    }
    try (SafetensorsReader reader = SafetensorsReader.open(path)) {
      assertThat(reader.tensor("last").bytes().getFloat(0)).isEqualTo(1.0f);
      assertThat(reader.shape("first")).isEqualTo(List.of(first));
      assertThatThrownBy(() -> reader.tensor("first"))
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.U304));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version https://git-lfs.github.com/spec/v1 oid sha256:4d7a size 548105171 | X408 | git-LFS pointer
          <!DOCTYPE html><html><body>Sign in</body></html> | X408 | HTML page
          <?xml version="1.0"?><Error><Code>AccessDenied</Code></Error> | X408 | XML document
          PK\u0003\u0004 and the rest of an archive | U302 | zip archive
          GGUF and the rest | U302 | GGUF file
          """)
  void recognisesWhatIsNoSafetensors(String content, ErrorCode code, String what)
      throws IOException {
    Path path = raw(content.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SafetensorsReader.open(path))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(what);
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> SafetensorsReader.open(folder.resolve("none.safetensors")))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.X401))
        .hasMessageContaining("there is no file");
  }

  private static void assertBroken(Path path, String rule) {
    long before = allocated();
    long start = processorNanos();
    assertThatThrownBy(() -> SafetensorsReader.open(path))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.X403))
        .hasMessageContaining(path.toString())
        .hasMessageContaining(rule);
    assertThat(Duration.ofNanos(processorNanos() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(allocated() - before).isLessThan(MAX_ALLOCATED);
  }

  /** Time of this thread alone, so that a busy machine does not fail the test. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Bytes this thread has ever allocated: more than it ever held. */
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private Path file(byte[] header, int dataBytes) throws IOException {
    return raw(
        ByteBuffer.allocate(8 + header.length + dataBytes)
            .put(length(header.length))
            .put(header)
            .array());
  }

  private Path raw(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.safetensors"), bytes);
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }
}
