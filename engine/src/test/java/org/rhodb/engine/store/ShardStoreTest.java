package org.rhodb.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.arrow.MatrixReader;
import org.rhodb.engine.arrow.MatrixType;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

class ShardStoreTest {
  @TempDir Path temporary;
  private Path folder;
  private Store store;

  @BeforeEach
  void open() {
    folder = temporary.resolve("study.rhodb");
    reopen();
  }

  private void reopen() {
    if (store != null) {
      store.close();
    }
    store = Store.open(folder, StoreOptions.writable(128L << 20, 1));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void write(ShardKey key, float... values) {
    try (ShardTransaction transaction = store.shards().begin()) {
      transaction.addMatrix(key, MatrixType.FLOAT32, 2).append(values, 0, values.length);
      transaction.commit();
    }
  }

  private float[] read(ShardKey key) throws IOException {
    ShardEntry entry = store.shards().find(key).orElseThrow();
    try (MatrixReader reader = store.shards().openMatrix(entry)) {
      float[] values = new float[(int) reader.rows() * reader.width()];
      reader.read(0, (int) reader.rows(), values, 0);
      return values;
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> list = Files.list(folder.resolve("shards"))) {
      return list.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static ShardKey key(int number) {
    return ChildProcess.key(number, 0);
  }

  @Test
  void keepsShardsOverReopening() throws IOException {
    write(key(1), 1, 2, 3, 4);
    reopen();
    assertThat(read(key(1))).containsExactly(1, 2, 3, 4);
    assertThat(store.shards().find(key(2))).isEmpty();
    assertThat(store.shards().list("activations", "w", "c")).hasSize(1);
    assertThat(store.shards().list("activations", "w", "other")).isEmpty();
  }

  @Test
  void tellsShardsApartByEveryFieldOfTheirKey() {
    write(key(1), 1, 2);
    ShardKey k = key(1);
    List<ShardKey> others =
        List.of(
            new ShardKey("moments", "w", "c", "post", 0, 3, "bos", "float32", 1, 2, "p0"),
            new ShardKey("activations", "x", "c", "post", 0, 3, "bos", "float32", 1, 2, "p0"),
            new ShardKey("activations", "w", "x", "post", 0, 3, "bos", "float32", 1, 2, "p0"),
            new ShardKey("activations", "w", "c", "pre", 0, 3, "bos", "float32", 1, 2, "p0"),
            new ShardKey("activations", "w", "c", "post", 1, 3, "bos", "float32", 1, 2, "p0"),
            new ShardKey("activations", "w", "c", "post", 0, 2, "bos", "float32", 1, 2, "p0"),
            new ShardKey("activations", "w", "c", "post", 0, 3, "", "float32", 1, 2, "p0"),
            new ShardKey("activations", "w", "c", "post", 0, 3, "bos", "float16", 1, 2, "p0"),
            new ShardKey("activations", "w", "c", "post", 0, 3, "bos", "float32", 0, 2, "p0"),
            new ShardKey("activations", "w", "c", "post", 0, 3, "bos", "float32", 1, 3, "p0"),
            new ShardKey("activations", "w", "c", "post", 0, 3, "bos", "float32", 1, 2, ""));
    assertThat(store.shards().find(k)).isPresent();
    for (ShardKey other : others) {
      assertThat(store.shards().find(other)).isEmpty();
    }
  }

  @Test
  void replacesAndRemovesTogether() throws IOException {
    write(key(1), 1, 2);
    write(key(2), 3, 4);
    try (ShardTransaction transaction = store.shards().begin()) {
      transaction.addMatrix(key(1), MatrixType.FLOAT32, 2).append(new float[] {9, 9}, 0, 2);
      transaction.remove(key(2));
      assertThat(read(key(1))).containsExactly(1, 2);
      transaction.commit();
    }
    assertThat(read(key(1))).containsExactly(9, 9);
    assertThat(store.shards().find(key(2))).isEmpty();
    assertThat(files()).hasSize(1);
  }

  @Test
  void leavesNothingOfATransactionThatIsNotCommitted() throws IOException {
    try (ShardTransaction transaction = store.shards().begin()) {
      transaction.addMatrix(key(1), MatrixType.FLOAT32, 2).append(new float[4], 0, 4);
    }
    assertThat(files()).isEmpty();
    assertThat(store.shards().find(key(1))).isEmpty();
  }

  @Test
  void keepsBytesOfAnyKind() throws IOException {
    ShardKey key = ShardKey.named("savepoint", "abc");
    byte[] bytes = "state".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    try (ShardTransaction transaction = store.shards().begin()) {
      OutputStream stream = transaction.addBytes(key);
      stream.write(bytes);
      transaction.commit();
    }
    reopen();
    try (InputStream stream = store.shards().openBytes(store.shards().find(key).orElseThrow())) {
      assertThat(stream.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void noticesDamageAtTheFirstRead() throws IOException {
    write(key(1), new float[10_000]);
    reopen();
    ShardEntry entry = store.shards().find(key(1)).orElseThrow();
    Path file = folder.resolve("shards").resolve(entry.file());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> store.shards().openMatrix(entry))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.X409));
    Files.delete(file);
    assertThatThrownBy(() -> store.shards().openBytes(entry))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.X409));
  }

  @Test
  void forgetsShardsWithoutTheirFileAndFilesWithoutTheirShard() throws IOException {
    write(key(1), 1, 2);
    write(key(2), 3, 4);
    write(key(3), 5, 6);
    Path shards = folder.resolve("shards");
    Files.delete(shards.resolve(store.shards().find(key(1)).orElseThrow().file()));
    Path cut = shards.resolve(store.shards().find(key(2)).orElseThrow().file());
    Files.write(cut, new byte[10]);
    Files.write(shards.resolve("half-written.arrow.tmp"), new byte[10]);
    Files.write(shards.resolve("stranger.arrow"), new byte[10]);
    reopen();
    assertThat(store.shards().find(key(1))).isEmpty();
    assertThat(store.shards().find(key(2))).isEmpty();
    assertThat(read(key(3))).containsExactly(5, 6);
    assertThat(files()).hasSize(1);
  }

  @Test
  void keepsEverythingCommittedAndNothingElseWhenKilled() throws Exception {
    store.close();
    Process child = ChildProcess.start(folder, "write");
    int committed = -1;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("open");
      while (committed < 3) {
        committed = Integer.parseInt(lines.readLine());
      }
      // By its handle: the process object would close the pipe with the child's last words.
      child.toHandle().destroyForcibly();
      child.waitFor();
      String line = lines.readLine();
      while (line != null) {
        committed = Integer.parseInt(line);
        line = lines.readLine();
      }
    }
    store = Store.open(folder, StoreOptions.writable(128L << 20, 1));
    List<ShardEntry> entries = store.shards().list("activations", "w", "c");
    // The kill may have come between the commit and the child's word about it.
    assertThat(entries).hasSizeBetween(2 * (committed + 1), 2 * (committed + 2));
    assertThat(entries.size() % 2).isZero();
    for (ShardEntry entry : entries) {
      int number = (int) entry.key().firstToken();
      int part = entry.key().part().equals("p0") ? 0 : 1;
      assertThat(read(entry.key())).isEqualTo(ChildProcess.content(number, part));
    }
    assertThat(files()).hasSize(entries.size());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatItCannotWriteAndGoesOnWhereTheDiskTakesNoMore() throws Exception {
    store.close();
    // 100 MB a file: the driver's library fits, the large shard does not.
    Process child =
        ChildProcess.start(
            List.of("bash", "-c", "ulimit -f 100000; exec \"$@\"", "bash"), folder, "fill");
    List<String> lines;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      lines = reader.lines().toList();
    }
    assertThat(lines)
        .containsExactly("open", "R505 cannot write a shard: File too large", "closed");
    store = Store.open(folder, StoreOptions.writable(128L << 20, 1));
    assertThat(store.shards().find(ChildProcess.key(1, 0))).isEmpty();
    assertThat(read(ChildProcess.key(2, 0))).isEqualTo(ChildProcess.content(2, 0));
    assertThat(files()).hasSize(1);
  }

  @Test
  void keepsShardsOfADatabaseInMemoryUntilItCloses() throws IOException {
    Store memory =
        Store.open(Path.of("unused"), new StoreOptions(false, false, 128L << 20, 1, true));
    try (ShardTransaction transaction = memory.shards().begin()) {
      transaction.addMatrix(key(1), MatrixType.FLOAT16, 2).append(new float[] {1, 2}, 0, 2);
      transaction.commit();
    }
    ShardEntry entry = memory.shards().find(key(1)).orElseThrow();
    try (MatrixReader reader = memory.shards().openMatrix(entry)) {
      assertThat(reader.rows()).isEqualTo(1);
    }
    memory.close();
  }

  @Test
  void refusesToWriteWhenReadOnly() {
    store.close();
    store = Store.open(folder, new StoreOptions(true, false, 128L << 20, 1, false));
    assertThatThrownBy(() -> store.shards().begin())
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.R504));
  }
}
