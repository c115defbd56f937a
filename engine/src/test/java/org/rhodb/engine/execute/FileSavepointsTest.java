package org.rhodb.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSavepointsTest {
  @TempDir Path folder;

  private void save(FileSavepoints store, String text, boolean isCommitted) throws IOException {
    try (SavepointStore.Pending pending = store.create("key")) {
      pending.stream().write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      if (isCommitted) {
        pending.commit();
      }
    }
  }

  private static String read(FileSavepoints store) throws IOException {
    try (java.io.InputStream in = store.open("key").orElseThrow()) {
      return new String(in.readNBytes(3), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void keepsTheLastWholeSavepoint() throws IOException {
    FileSavepoints store = new FileSavepoints(folder.resolve("new"));
    assertThat(store.open("key")).isEmpty();
    save(store, "one", true);
    save(store, "two", false);
    assertThat(read(store)).isEqualTo("one");
    save(store, "two", true);
    assertThat(read(store)).isEqualTo("two");
    store.remove("key");
    assertThat(store.open("key")).isEmpty();
    assertThat(folder.resolve("new").toFile().list()).isEmpty();
  }

  @Test
  void letsTwoWriteTheSameAtOnce() throws IOException {
    FileSavepoints store = new FileSavepoints(folder);
    try (SavepointStore.Pending one = store.create("key");
        SavepointStore.Pending other = store.create("key")) {
      one.stream().write(new byte[] {'o', 'n', 'e'});
      other.stream().write(new byte[] {'t', 'w', 'o'});
      one.commit();
      assertThat(read(store)).isEqualTo("one");
      other.commit();
      assertThat(read(store)).isEqualTo("two");
    }
  }

  @Test
  void sweepsWhatNobodyComesBackFor() throws IOException {
    FileSavepoints store = new FileSavepoints(folder);
    store.sweep();
    save(store, "one", true);
    Files.write(folder.resolve("other.7.writing"), new byte[5]);
    store.sweep();
    assertThat(folder.toFile().list()).containsExactly("key.savepoint");
    Instant longAgo = Instant.now().minus(Duration.ofDays(15));
    Files.setLastModifiedTime(folder.resolve("key.savepoint"), FileTime.from(longAgo));
    store.sweep();
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void takesADamagedFileForNone() throws IOException {
    FileSavepoints store = new FileSavepoints(folder);
    save(store, "one", true);
    Path file = folder.resolve("key.savepoint");
    byte[] bytes = Files.readAllBytes(file);
    bytes[1] ^= 1;
    Files.write(file, bytes);
    assertThat(store.open("key")).isEmpty();
    Files.write(file, new byte[5]);
    assertThat(store.open("key")).isEmpty();
  }
}
