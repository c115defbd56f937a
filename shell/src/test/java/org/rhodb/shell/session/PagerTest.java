package org.rhodb.shell.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagerTest {
  private static final Screen SCREEN = new Screen(20, 4);

  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();

  private Surroundings surroundings(boolean isTerminal, Map<String, String> environment) {
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        output,
        OutputStream.nullOutputStream(),
        new StringWriter(),
        isTerminal,
        isTerminal,
        isTerminal,
        SCREEN,
        environment,
        folder,
        Optional.empty());
  }

  /** Returns a pager that keeps what it reads. */
  private Pager pager() {
    return new Pager(surroundings(true, Map.of("RHODB_PAGER", "cat > '" + read() + "'")));
  }

  private Path read() {
    return folder.resolve("read.txt");
  }

  @Test
  void printsWhatFitsTheScreen() throws Exception {
    try (PagedWriter out = pager().open(output, SCREEN)) {
      out.write("one\ntwo\nthree\n");
    }
    assertThat(output).hasToString("one\ntwo\nthree\n");
    assertThat(read()).doesNotExist();
  }

  @Test
  void pagesLongTexts() throws Exception {
    try (PagedWriter out = pager().open(output, SCREEN)) {
      for (String line : new String[] {"one\n", "two\n", "three\n", "four\n", "five ü\n"}) {
        out.write(line);
      }
    }
    assertThat(output.toString()).isEmpty();
    assertThat(Files.readString(read())).isEqualTo("one\ntwo\nthree\nfour\nfive ü\n");
  }

  @Test
  void pagesWideTexts() throws Exception {
    try (PagedWriter out = pager().open(output, SCREEN)) {
      out.write("a line of more than twenty columns\n");
    }
    assertThat(Files.readString(read())).startsWith("a line");
  }

  @Test
  void pagesEverythingWhenItIsOn() throws Exception {
    Pager pager = pager();
    pager.setMode(Pager.Mode.ON);
    try (PagedWriter out = pager.open(output, SCREEN)) {
      out.write("one\n");
    }
    assertThat(Files.readString(read())).isEqualTo("one\n");
  }

  @Test
  void hearsThatThePersonLeft() throws IOException {
    Pager pager = new Pager(surroundings(true, Map.of("PAGER", "head -n 1 >/dev/null")));
    PagedWriter out = pager.open(output, SCREEN);
    assertThatThrownBy(
            () -> {
              while (true) {
                out.write("a line of more than twenty columns\n".repeat(1000));
              }
            })
        .isInstanceOf(PagedWriter.LeftException.class);
    out.close();
  }

  @Test
  void isFoundInTheEnvironment() {
    assertThat(new Pager(surroundings(true, Map.of("RHODB_PAGER", "a", "PAGER", "b"))).command())
        .contains("a");
    assertThat(new Pager(surroundings(true, Map.of("PAGER", "more"))).command()).contains("more");
    assertThat(new Pager(surroundings(true, Map.of("PAGER", "", "PATH", "/usr/bin"))).command())
        .isEmpty();
    assertThat(new Pager(surroundings(true, Map.of("PATH", folder.toString()))).command())
        .isEmpty();
  }

  @Test
  void isNeverThereWithoutARealTerminal() {
    assertThat(new Pager(surroundings(false, Map.of("PAGER", "more"))).isUsed()).isFalse();
    assertThat(new Pager(surroundings(true, Map.of("PAGER", "more", "TERM", "dumb"))).isUsed())
        .isFalse();
    assertThat(new Pager(surroundings(true, Map.of("PAGER", "more", "CI", "1"))).isUsed())
        .isFalse();
  }
}
