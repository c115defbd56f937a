package org.rhodb.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rhodb.engine.store.StoreSessionTest.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.catalog.CorpusConnector.CloseableTexts;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

class ColumnarTextsTest {
  @TempDir Path folder;
  private Store store;
  private Path file;

  @BeforeEach
  void open() {
    store = Store.open(folder, new StoreOptions(false, false, 256L << 20, 2, true));
    file = folder.resolve("it's.parquet");
    rows(
        store.openSession(),
        "COPY (SELECT i AS id, CASE WHEN i % 10 <> 3 THEN 'text ' || i END AS \"Text\""
            + " FROM range(5000) t(i)) TO '"
            + file.toString().replace("'", "''")
            + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private QueryException refusal(Path path, String column) {
    return catchThrowableOfType(
        QueryException.class,
        () -> store.tables().texts("parquet", path, column, Map.of()).close());
  }

  @Test
  void givesTextsInTheOrderOfTheFileWithoutNulls() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      if (i % 10 != 3) {
        expected.add("text " + i);
      }
    }
    List<String> found = new ArrayList<>();
    try (CloseableTexts texts = store.tables().texts("parquet", file, "text", Map.of())) {
      texts.forEachRemaining(found::add);
      assertThat(texts.hasNext()).isFalse();
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void mayBeLeftBeforeItsEnd() {
    try (CloseableTexts texts = store.tables().texts("parquet", file, "Text", Map.of())) {
      assertThat(texts.next()).isEqualTo("text 0");
    }
    assertThat(rows(store.openSession(), "SELECT 1")).hasSize(1);
  }

  @Test
  void namesTheColumnsThereAreWhereOneIsMissing() {
    QueryException error = refusal(file, "body");
    assertThat(error.code()).isEqualTo(ErrorCode.X407);
    assertThat(error).hasMessage("no column 'body' in '" + file + "'");
    assertThat(error.hint()).isEqualTo("columns: id, Text");
  }

  @Test
  void refusesAColumnThatIsNotText() {
    QueryException error = refusal(file, "id");
    assertThat(error.code()).isEqualTo(ErrorCode.X407);
    assertThat(error).hasMessageEndingWith("holds BIGINT, not text");
  }

  @Test
  void refusesWhatIsNoParquetFile() throws IOException {
    Path text = Files.writeString(folder.resolve("x.parquet"), "not parquet at all, only text");
    assertThat(refusal(text, "text").code()).isEqualTo(ErrorCode.X407);
    byte[] whole = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.parquet");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(refusal(cut, "text").code()).isEqualTo(ErrorCode.X407);
    assertThat(refusal(folder.resolve("absent.parquet"), "text").code()).isEqualTo(ErrorCode.X401);
  }
}
