package org.rhodb.connector.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.connector.pytorch.TorchArchive.Pickle;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

final class PytorchReaderTest {
  private static final long[] SIX = {6};
  private static final long[] ONE = {1};

  @TempDir Path folder;

  @Test
  void mapsContiguousTensorsAndCopiesTransposedOnes() throws IOException {
    Pickle pickle = new Pickle().op('}', '(');
    pickle.text("plain").tensor("FloatStorage", "0", 6, 0, new long[] {2, 3}, new long[] {3, 1});
    pickle.text("turned").tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3});
    pickle.text("part").tensor("FloatStorage", "0", 6, 4, new long[] {2}, ONE);
    pickle.text("column").tensor("FloatStorage", "0", 6, 1, new long[] {2, 1}, new long[] {3, 7});
    pickle.text("scalar").tensor("FloatStorage", "0", 6, 5, new long[0], new long[0]);
    pickle.text("none").tensor("FloatStorage", "0", 6, 0, new long[] {0, 4}, new long[] {4, 1});
    try (PytorchReader reader = PytorchReader.open(archive(pickle.op('u', '.')))) {
      assertThat(floats(reader.tensor("plain"))).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(floats(reader.tensor("turned"))).containsExactly(0, 3, 1, 4, 2, 5);
      assertThat(floats(reader.tensor("part"))).containsExactly(4, 5);
      assertThat(floats(reader.tensor("column"))).containsExactly(1, 4);
      assertThat(floats(reader.tensor("scalar"))).containsExactly(5);
      assertThat(floats(reader.tensor("none"))).isEmpty();
      assertThat(reader.shape("turned")).isEqualTo(List.of(3L, 2L));
      assertThat(reader.names())
          .containsExactly("plain", "turned", "part", "column", "scalar", "none");
    }
  }

  @Test
  void readsAnOrderedDictWithMetadataAndParameters() throws IOException {
    Pickle pickle = new Pickle().global("collections", "OrderedDict").op(')', 'R', '(');
    pickle.text("w").global("torch._utils", "_rebuild_parameter").op('(');
    pickle.tensor("FloatStorage", "0", 6, 0, SIX, ONE).op(0x89).op('N', 't', 'R', 'u');
    pickle.op('}').text("_metadata").op('}', 's', 'b', '.');
    try (PytorchReader reader = PytorchReader.open(archive(pickle))) {
      assertThat(floats(reader.tensor("w"))).hasSize(6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "subprocess, Popen",
    "builtins, eval",
    "builtins, exec",
    "builtins, getattr",
    "torch, load",
    "torch._utils, _rebuild_tensor",
    "torch, ComplexFloatStorage",
    "torch.storage, _load_from_bytes",
    "numpy.core.multiarray, _reconstruct",
    "collections, Counter",
    "collections.OrderedDict, __init__",
    "runpy, run_path",
    "__main__, Model"
  })
  void refusesEveryOtherGlobal(String module, String name) throws IOException {
    Pickle named = new Pickle().global(module, name).op('.');
    assertRefused(archive(named), "it names '" + module + "." + name + "'");
    Pickle fromStack = new Pickle().text(module).text(name).op(0x93, '.');
    assertRefused(archive(fromStack), "it names '" + module + "." + name + "'");
  }

  @Test
  void constructsNothingOfARefusedPickle() throws IOException {
    Path witness = folder.resolve("witness");
    Pickle pickle = new Pickle().global("os", "system").op('(').text("touch " + witness);
    assertRefused(archive(pickle.op('t', 'R', '.')), "os.system");
    assertThat(witness).doesNotExist();
  }

  @ParameterizedTest
  // INST, OBJ, NEWOBJ, NEWOBJ_EX, REDUCE's relatives, EXT, PERSID, strings, bytes, sets, buffers.
  @ValueSource(
      ints = {
        'i', 'o', 0x81, 0x92, 0x82, 0x83, 0x84, 'P', 'S', 'T', 'U', 'V', 'B', 'C', 0x8D, 0x8E, 0x8F,
        0x90, 0x91, 0x96, 0x97, 0x98, 'I', 'L', 'F', 'd', 'l', 'p', 'g', '1', '2', 0x8B, 0xFF
      })
  void refusesEveryOtherOperation(int operation) throws IOException {
    assertRefused(archive(new Pickle().op(operation, 0, 0, 0, 0, '.')), "operation 0x");
  }

  @Test
  void refusesBrokenPickles() throws IOException {
    assertRefused(archive(new Pickle()), "breaks off");
    assertRefused(archive(new Pickle().op('.')), "empty stack");
    assertRefused(archive(new Pickle().op('t')), "mark");
    assertRefused(archive(new Pickle().op('h', 7)), "did not remember");
    assertRefused(archive(new Pickle().op('X', 255, 255, 255, 127)), "breaks off");
    assertRefused(archive(new Pickle().op(0x80, 1)), "protocol 1");
    assertRefused(archive(new Pickle().op('N', 'N', '.')), "does not end");
    assertRefused(archive(new Pickle().op('N', '.', 'N')), "does not end");
    assertRefused(archive(new Pickle().op('N', '.')), "no dictionary");
    assertRefused(archive(new Pickle().op('}', ')', 'N', 's', '.')), "neither text nor number");
    assertRefused(archive(new Pickle().op('}').text("a").op('N', 's', '.')), "'a' is no tensor");
    assertRefused(archive(new Pickle().text("x").op('Q', '.')), "persistent id");
    assertRefused(archive(new Pickle().op('N', ')', 'R', '.')), "calls something other");
    assertRefused(archive(new Pickle().op(0x8A, 200)), "number of 200 bytes");
    Pickle twice = new Pickle().op('}', '(').text("a").op('N').text("a").op('N', 'u', '.');
    assertRefused(archive(twice), "'a' twice");
  }

  @Test
  void boundsWhatAPickleMakes() throws IOException {
    int[] lists = IntStream.range(0, 1_000_000).map(i -> ']').toArray();
    assertRefused(archive(new Pickle().op(lists)), "more than 262144 values");
    int[] marks = IntStream.range(0, 1_000_000).map(i -> '(').toArray();
    assertRefused(archive(new Pickle().op(marks)), "more than 262144 values");
    // One value remembered without end.
    int[] memo = IntStream.range(0, 1_000_000).map(i -> 0x94).toArray();
    assertRefused(archive(new Pickle().op('}').op(memo)), "remembers more than");
    // Tuples of tuples: deep, and never walked.
    int[] deep = IntStream.range(0, 200_000).map(i -> 0x85).toArray();
    assertRefused(archive(new Pickle().op('N').op(deep).op('.')), "no dictionary");
    // A dictionary that contains itself.
    assertUnsupported(
        archive(new Pickle().op('}', 'q', 0).text("self").op('h', 0, 's', '.')),
        "training checkpoint");
    assertRefused(archive(new Pickle().op(new int[9_000_000])), "at most 8388608");
  }

  @Test
  void readsArchivesPastFourGigabytes() throws IOException {
    byte[] pickle =
        new Pickle()
            .op('}')
            .text("w")
            .tensor("FloatStorage", "0", 1, 0, ONE, ONE)
            .op('s', '.')
            .bytes();
    Path path = folder.resolve("large.bin");
    LargeArchive.write(path, pickle, new byte[] {0, 0, (byte) 0x80, 0x3F}, 5L << 30);
    try (PytorchReader reader = PytorchReader.open(path)) {
      assertThat(floats(reader.tensor("w"))).containsExactly(1f);
    }
  }

  @Test
  void refusesTensorsThatLeaveTheirStorage() throws IOException {
    assertShape(6, 0, new long[] {7}, ONE, "past its storage");
    assertShape(6, 1, SIX, ONE, "past its storage");
    assertShape(6, 0, new long[] {2, 2}, new long[] {5, 1}, "past its storage");
    assertShape(6, 0, new long[] {3, 6}, new long[] {0, 1}, "repeats the values");
    assertShape(6, 0, new long[] {1L << 40, 1L << 40}, new long[] {0, 0}, "overflows");
    assertShape(6, 0, new long[] {1L << 33, 2}, new long[] {1L << 33, 1}, "overflows");
    assertShape(7, 0, SIX, ONE, "not 7 values of 4");
    assertShape(1L << 62, 0, SIX, ONE, "overflows");
    Pickle negative = new Pickle().op('}').text("w");
    negative.tensor("FloatStorage", "0", 6, 0, new long[] {-1}, ONE).op('s', '.');
    assertRefused(archive(negative), "not whole numbers");
    Pickle path = new Pickle().op('}').text("w");
    path.tensor("FloatStorage", "../0", 6, 0, SIX, ONE).op('s', '.');
    assertRefused(archive(path), "persistent id");
    Pickle missing = new Pickle().op('}').text("w");
    missing.tensor("FloatStorage", "9", 6, 0, SIX, ONE).op('s', '.');
    assertUnsupported(archive(missing), "no entry 'm/data/9'");
  }

  @Test
  void refusesManyTensorsOverOneStorage() throws IOException {
    Pickle pickle = new Pickle().op('}', '(');
    byte[] storage = new byte[1 << 20];
    for (int i = 0; i < 12; i++) {
      pickle.text("w" + i).tensor("ByteStorage", "0", 1 << 20, 0, new long[] {1 << 20}, ONE);
    }
    Path path =
        new TorchArchive()
            .with("m/data.pkl", pickle.op('u', '.').bytes())
            .with("m/data/0", storage)
            .write(folder.resolve("many.bin"));
    assertRefused(path, "many times the file's");
  }

  @Test
  void recognisesTorchScriptAndTrainingCheckpoints() throws IOException {
    byte[] empty = new Pickle().op('}', '.').bytes();
    assertUnsupported(
        new TorchArchive()
            .with("m/data.pkl", empty)
            .with("m/code/__torch__.py", new byte[3])
            .write(folder.resolve("script.bin")),
        "TorchScript");
    Pickle nested = new Pickle().op('}').text("state_dict").op('}', 's', '.');
    assertUnsupported(archive(nested), "training checkpoint: it holds 'state_dict'");
  }

  @Test
  void recognisesOlderFormats() throws IOException {
    byte[] legacy = {
      (byte) 0x80,
      2,
      (byte) 0x8A,
      10,
      0x6C,
      (byte) 0xFC,
      (byte) 0x9C,
      0x46,
      (byte) 0xF9,
      0x20,
      0x6A,
      (byte) 0xA8,
      0x50,
      0x19,
      '.'
    };
    assertUnsupported(Files.write(folder.resolve("a"), legacy), "before version 1.6");
    byte[] tar = new byte[512];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    assertUnsupported(Files.write(folder.resolve("b"), tar), "tar archive");
    assertUnsupported(
        Files.write(folder.resolve("c"), new byte[] {(byte) 0x80, 4, '.'}), "bare pickle");
    assertUnsupported(Files.write(folder.resolve("d"), new byte[0]), "empty file");
  }

  @Test
  void refusesArchivesThatTorchDoesNotWrite() throws IOException {
    byte[] empty = new Pickle().op('}', '.').bytes();
    Path path = folder.resolve("x.bin");
    assertUnsupported(new TorchArchive().with("m/x", empty).write(path), "without the data.pkl");
    assertUnsupported(
        new TorchArchive().deflated().with("m/data.pkl", new byte[1 << 24]).write(path),
        "is compressed");
    for (String name : List.of("../data.pkl", "/m/data.pkl", "m/../../x", "m\\data.pkl", "c:x")) {
      assertUnsupported(new TorchArchive().with(name, empty).write(path), "leads out of it");
    }
    byte[] whole = new TorchArchive().with("m/data.pkl", empty).with("m/data.pkx", empty).bytes();
    String text = new String(whole, StandardCharsets.ISO_8859_1).replace(".pkx", ".pkl");
    Files.write(path, text.getBytes(StandardCharsets.ISO_8859_1));
    assertUnsupported(path, "two entries 'm/data.pkl'");
    assertUnsupported(
        new TorchArchive()
            .with("m/data.pkl", empty)
            .with("m/byteorder", "big".getBytes(StandardCharsets.US_ASCII))
            .write(path),
        "big-endian");
  }

  @Test
  void refusesArchivesCutOrChangedAnywhere() throws IOException {
    Pickle pickle = new Pickle().op('}').text("w");
    byte[] whole =
        Files.readAllBytes(
            archive(pickle.tensor("FloatStorage", "0", 6, 0, SIX, ONE).op('s', '.')));
    Path path = folder.resolve("cut.bin");
    for (int length = 0; length < whole.length; length += 13) {
      Files.write(path, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PytorchReader.open(path)).isInstanceOf(QueryException.class);
    }
    for (int at = 0; at < whole.length; at += 3) {
      for (int value : new int[] {0x7F, 0xFF}) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        Files.write(path, changed);
        // Some bytes do not matter (times, checksums, the numbers); none may do worse than refuse.
        try (PytorchReader reader = PytorchReader.open(path)) {
          reader.names().forEach(reader::tensor);
        } catch (QueryException refused) {
          assertThat(refused.code()).isNotEqualTo(ErrorCode.B901);
        }
      }
    }
  }

  private void assertShape(long values, long offset, long[] shape, long[] strides, String why)
      throws IOException {
    Pickle pickle = new Pickle().op('}').text("w");
    Path path =
        archive(pickle.tensor("FloatStorage", "0", values, offset, shape, strides).op('s', '.'));
    assertThatThrownBy(() -> PytorchReader.open(path))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.X402))
        .hasMessageContaining("tensor 'w'")
        .hasMessageContaining(why);
  }

  private static void assertRefused(Path path, String why) {
    assertCode(path, ErrorCode.X404, why);
  }

  private static void assertUnsupported(Path path, String why) {
    assertCode(path, ErrorCode.U302, why);
  }

  private static void assertCode(Path path, ErrorCode code, String why) {
    assertThatThrownBy(() -> PytorchReader.open(path))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(path.toString())
        .hasMessageContaining(why);
  }

  /** An archive with one storage of the floats 0 to 5. */
  private Path archive(Pickle pickle) throws IOException {
    ByteBuffer storage = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      storage.putFloat(i);
    }
    return new TorchArchive()
        .with("m/data.pkl", pickle.bytes())
        .with("m/data/0", storage.array())
        .with("m/version", new byte[] {'3', '\n'})
        .write(folder.resolve("pytorch_model.bin"));
  }

  private static float[] floats(TensorData tensor) {
    float[] values = new float[tensor.bytes().remaining() / 4];
    tensor.bytes().asFloatBuffer().get(values);
    return values;
  }
}
