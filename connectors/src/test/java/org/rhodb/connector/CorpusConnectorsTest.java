package org.rhodb.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.catalog.Connectors;
import org.rhodb.engine.catalog.CorpusConnector;
import org.rhodb.engine.catalog.CorpusConnector.CloseableTexts;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.CorpusOptions;
import org.rhodb.engine.corpus.Documents;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

final class CorpusConnectorsTest {
  private static final Connectors CONNECTORS = Connectors.load();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a/*.txt, text",
    "b.TXT, text",
    "b.txt.gz, text",
    "*.jsonl, jsonl",
    "x.ndjson.gz, jsonl",
    "x.parquet, parquet",
    "ids.npy, ids",
    "ids.u16, ids"
  })
  void choosesByEnding(String source, String name) {
    assertThat(CONNECTORS.corpus(source).name()).isEqualTo(name);
  }

  @Test
  void saysWhichEndingsAreRead() {
    assertThatThrownBy(() -> CONNECTORS.corpus("notes.docx"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.U302);
              assertThat(e.hint()).contains(".txt", ".jsonl", ".parquet", ".npy", ".u16");
            });
  }

  @Test
  void readsFilesOfAGlobInTheOrderOfTheirPaths() throws IOException {
    Files.createDirectories(folder.resolve("b/deep"));
    write("b/2.txt", "two");
    write("b/10.txt", "ten");
    write("b/1.txt.gz", "no");
    write("b/deep/0.txt", "deep");
    write("a.txt", "a");
    assertThat(texts("b/*.txt")).containsExactly("ten", "two");
    assertThat(texts("**.txt")).containsExactly("a", "ten", "two", "deep");
    assertThat(texts(folder + "/b/?.txt")).containsExactly("two");
    assertFails("b/*.jsonl", ErrorCode.X401, "no file matches");
    assertFails("none/*.txt", ErrorCode.X401, "no folder");
    assertFails("none.txt", ErrorCode.X401, "no file");
    assertFails("[.txt", ErrorCode.X401, "not a glob");
    Files.createDirectories(folder.resolve("f.txt"));
    assertFails("f.txt", ErrorCode.X401, "is a folder");
  }

  @Test
  void readsTextWithMarkAndPacked() throws IOException {
    write("mark.txt", "\uFEFFé\r\n");
    assertThat(texts("mark.txt")).containsExactly("é\r\n");
    Files.write(folder.resolve("z.txt.gz"), gzip("packed é"));
    assertThat(texts("z.txt.gz")).containsExactly("packed é");
  }

  @Test
  void givesALongTextInPiecesOfOneDocument() throws IOException {
    write("long.txt", "é".repeat(2_500_000));
    int pieces = 0;
    int last = 0;
    try (Documents documents = open("long.txt", "text")) {
      while (documents.hasNext()) {
        pieces++;
        last += documents.next().isLast() ? 1 : 0;
      }
    }
    assertThat(pieces).isEqualTo(3);
    assertThat(last).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9, 'b'});
    assertFails("latin.txt", ErrorCode.X407, "not UTF-8");
    Files.write(folder.resolve("wide.txt"), "a".getBytes(StandardCharsets.UTF_16));
    assertFails("wide.txt", ErrorCode.X407, "UTF-16");
    byte[] packed = gzip("x".repeat(1000));
    Files.write(folder.resolve("cut.txt.gz"), Arrays.copyOf(packed, packed.length - 9));
    assertFails("cut.txt.gz", ErrorCode.X407, "gzip");
    write("plain.txt.gz", "plain");
    assertFails("plain.txt.gz", ErrorCode.X407, "gzip");
    write("lfs.txt", "version https://git-lfs.github.com/spec/v1\n");
    assertFails("lfs.txt", ErrorCode.X408, "git-LFS");
  }

  @Test
  void readsOneDocumentALine() throws IOException {
    write(
        "a.jsonl",
        "{\"id\":[{}],\"text\":\"one\\n\\ud83d\\ude00\"}\r\n\n{\"text\":null}\n{\"text\":\"\"}");
    assertThat(texts("a.jsonl")).containsExactly("one\n😀", "");
    Files.write(folder.resolve("b.ndjson.gz"), gzip("{\"text\":\"packed\"}\n"));
    assertThat(texts("b.ndjson.gz")).containsExactly("packed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"text":"a"           | not JSON
          ["text"]              | not a JSON object
          {"txt":"a","n":1}     | has no column 'text'
          {"text":1}            | no text in column 'text'
          {"text":"a"} {}       | behind its JSON object
          {"text":"a","text":"b"} | twice
          {'text':'a'}          | not JSON
          """)
  void namesFileAndLineOfAMalformedRecord(String line, String what) throws IOException {
    write("bad.jsonl", "{\"text\":\"fine\"}\n\n" + line + "\n");
    assertFails("bad.jsonl", ErrorCode.X407, "line 3 of '" + folder.resolve("bad.jsonl") + "' ");
    assertFails("bad.jsonl", ErrorCode.X407, what);
  }

  @Test
  void guessesTheColumn() throws IOException {
    write("bad.jsonl", "{\"test\":\"a\",\"n\":1}");
    assertThatThrownBy(() -> texts("bad.jsonl"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.hint()).isEqualTo("did you mean 'test'?  columns: test, n"));
  }

  @Test
  void boundsNestingOfRecords() throws IOException {
    write("deep.jsonl", "{\"x\":" + "[".repeat(1_000_000));
    assertFails("deep.jsonl", ErrorCode.X407, "beyond what is read");
  }

  @Test
  void readsParquetThroughTheStore() throws IOException {
    write("a.parquet", "PAR1...");
    List<String> asked = new ArrayList<>();
    CorpusConnector.TableReader tables =
        (format, file, column, options) -> {
          asked.add(format + " " + file.getFileName() + " " + column);
          return texts(List.of("one", "two"));
        };
    try (Documents documents =
        CONNECTORS.corpus("a.parquet").open("a.parquet", folder, options("body"), tables)) {
      assertThat(all(documents)).containsExactly("one", "two");
    }
    assertThat(asked).containsExactly("parquet a.parquet body");
    write("b.parquet", "PA");
    assertFails("b.parquet", ErrorCode.X407, "not a Parquet file");
  }

  @Test
  void packsTwentyMegabytesInOneDocumentQuickly() throws IOException {
    Path path = folder.resolve("big.txt");
    byte[] line =
        "The sitting was opened at 9.30 a.m. -- it's 42% (ça va?)\n"
            .getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] block = new byte[line.length * 1000];
      for (int i = 0; i < 1000; i++) {
        System.arraycopy(line, 0, block, i * line.length, line.length);
      }
      for (long written = 0; written < 20_000_000; written += block.length) {
        out.write(block);
      }
    }
    CorpusOptions gpt2 = new CorpusOptions("", "gpt2", 1024, Long.MAX_VALUE, true, true, Set.of());
    Documents documents = CONNECTORS.corpus("big.txt").open("big.txt", folder, gpt2, NO_TABLES);
    long tokens = 0;
    try (CorpusBuilder builder = CorpusBuilder.of(documents, gpt2)) {
      for (TokenBatch next = builder.next(); next != null; next = builder.next()) {
        tokens += next.context();
      }
    }
    assertThat(tokens).isGreaterThan(5_000_000);
  }

  private static final CorpusConnector.TableReader NO_TABLES =
      (format, file, column, options) -> {
        throw new IllegalStateException("no table is read here");
      };

  private static CorpusOptions options(String column) {
    return new CorpusOptions(column, "bytes", 16, Long.MAX_VALUE, true, true, Set.of());
  }

  private Documents open(String source, String column) {
    return CONNECTORS.corpus(source).open(source, folder, options(column), NO_TABLES);
  }

  private List<String> texts(String source) {
    try (Documents documents = open(source, "text")) {
      return all(documents);
    }
  }

  /** Texts of whole documents. */
  private static List<String> all(Documents documents) {
    List<String> texts = new ArrayList<>();
    StringBuilder document = new StringBuilder();
    while (documents.hasNext()) {
      Documents.Piece piece = documents.next();
      document.append(((Documents.Text) piece).text());
      if (piece.isLast()) {
        texts.add(document.toString());
        document.setLength(0);
      }
    }
    return texts;
  }

  private static CloseableTexts texts(List<String> texts) {
    Iterator<String> iterator = texts.iterator();
    return new CloseableTexts() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public String next() {
        return iterator.next();
      }

      @Override
      public void close() {}
    };
  }

  private void assertFails(String source, ErrorCode code, String what) {
    assertThatThrownBy(() -> texts(source))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(what);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
