package org.rhodb.connector.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.corpus.Documents;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

final class IdsReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"|u1, 1", "<u2, 2", "<i4, 4", "<u4, 4", "<i8, 8"})
  void readsEveryWidthRowByRow(String descr, int width) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(6 * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      data.put(i * width, (byte) (200 + i));
    }
    Path path = npy(1, header(descr, "False", "(2, 3)"), data.array());
    assertThat(documents(IdsReader.openNpy(path)))
        .containsExactly(List.of(200, 201, 202), List.of(203, 204, 205));
    Path flat = npy(2, header(descr, "True", "(6,)"), data.array());
    assertThat(documents(IdsReader.openNpy(flat)))
        .containsExactly(List.of(200, 201, 202, 203, 204, 205));
  }

  @Test
  void readsRawIdsAsOneDocument() throws IOException {
    byte[] bytes = new byte[2 * 100_000];
    bytes[0] = (byte) 0x50;
    bytes[1] = (byte) 0xC4;
    Path path = Files.write(folder.resolve("a.u16"), bytes);
    List<List<Integer>> documents = documents(IdsReader.openRaw(path));
    assertThat(documents).hasSize(1);
    assertThat(documents.get(0)).hasSize(100_000).startsWith(50256, 0);
    Files.write(path, new byte[3]);
    assertThatThrownBy(() -> IdsReader.openRaw(path)).hasMessageContaining("even number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          >i4 | False | (2,) | U304 | holds >i4
          <f4 | False | (2,) | U304 | ids are read from
          `|O` | False | (2,) | U304 | holds |O
          <i4 | True  | (2, 1) | U304 | Fortran order
          <i4 | False | (3,) | X407 | needs
          <i4 | False | () | X407 | 0 axes
          <i4 | False | (2, 1, 1) | X407 | 3 axes
          <i4 | False | (-2,) | X407 | has shape
          <i4 | False | (999999999999999999, 999999999999999999) | X407 | beyond 64 bits
          <i4 | None  | (2,) | X407 | True, False
          """)
  void namesWhatIsWrongWithAHeader(
      String descr, String order, String shape, ErrorCode code, String what) throws IOException {
    assertFails(npy(1, header(descr, order, shape), new byte[8]), code, what);
  }

  @Test
  void refusesMalformedFiles() throws IOException {
    String fine = header("<i4", "False", "(2,)");
    assertFails(npy(9, fine, new byte[8]), ErrorCode.X407, "version 9");
    assertFails(npy(1, "{", new byte[8]), ErrorCode.X407, "breaks off");
    assertFails(npy(1, "[]", new byte[8]), ErrorCode.X407, "without '{'");
    assertFails(npy(1, fine + "x", new byte[8]), ErrorCode.X407, "behind");
    assertFails(npy(1, "{'descr': __import__('os'), }", new byte[8]), ErrorCode.X407, "header");
    assertFails(npy(1, "{'descr': '<i4', }", new byte[8]), ErrorCode.X407, "has no shape");
    Path path = folder.resolve("ids.npy");
    Files.write(path, new byte[3]);
    assertFails(path, ErrorCode.X407, "does not begin");
    Files.write(path, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1});
    assertFails(path, ErrorCode.X407, "4294967295 bytes");
    Files.writeString(path, "version https://git-lfs.github.com/spec/v1\n");
    assertFails(path, ErrorCode.X408, "git-LFS");
  }

  @Test
  void refusesIdsThatAreNone() throws IOException {
    byte[] negative = {1, 0, 0, 0, -1, -1, -1, -1};
    Path path = npy(1, header("<i4", "False", "(2,)"), negative);
    assertThatThrownBy(() -> documents(IdsReader.openNpy(path)))
        .hasMessageContaining("value 1 of")
        .hasMessageContaining("is -1");
    Path large = npy(1, header("<u4", "False", "(2,)"), negative);
    assertThatThrownBy(() -> documents(IdsReader.openNpy(large)))
        .hasMessageContaining("is 4294967295");
  }

  private static void assertFails(Path path, ErrorCode code, String what) {
    assertThatThrownBy(() -> IdsReader.openNpy(path))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(what);
  }

  private static String header(String descr, String order, String shape) {
    return "{'descr': '"
        + descr
        + "', 'fortran_order': "
        + order
        + ", 'shape': "
        + shape
        + ", }  \n";
  }

  private Path npy(int version, String header, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    bytes.write(header.length() & 0xff);
    bytes.write(header.length() >> 8);
    if (version > 1) {
      bytes.writeBytes(new byte[2]);
    }
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(data);
    return Files.write(folder.resolve("ids.npy"), bytes.toByteArray());
  }

  private static List<List<Integer>> documents(IdsReader reader) {
    List<List<Integer>> documents = new ArrayList<>();
    List<Integer> document = new ArrayList<>();
    try (reader) {
      while (reader.hasNext()) {
        Documents.Piece piece = reader.next();
        for (int id : ((Documents.Ids) piece).ids()) {
          document.add(id);
        }
        if (piece.isLast()) {
          documents.add(document);
          document = new ArrayList<>();
        }
      }
    }
    return documents;
  }
}
