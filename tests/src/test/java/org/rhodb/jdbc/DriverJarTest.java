package org.rhodb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The driver as one jar: nothing else on the class path, no JVM flags. The jar is made in the phase
 * verify of its module, so {@code mvn verify} tests it and {@code mvn test} alone does not.
 */
class DriverJarTest {
  @TempDir Path folder;

  @BeforeAll
  static void wasBuilt() {
    assumeTrue(Files.exists(JarProcess.JAR), "mvn verify makes " + JarProcess.JAR);
  }

  @Test
  void readsStoredResultsByItself() throws IOException, InterruptedException {
    String url = Study.create(folder);
    List<String> lines =
        JarProcess.runSource(folder, "", "DriverProbe.java", url + ";mode=read_only")
            .lines()
            .toList();
    assertThat(lines)
        .hasSize(6)
        .startsWith(
            "driver org.rhodb.engine.jdbc.RhoDriver", "table u", "rows 10 0.5", "planned true")
        .endsWith("usable seed0");
    assertThat(lines.get(4)).startsWith("refused 58000 error R502").contains("PyTorch");
  }

  @Test
  void holdsOneDriverAndItsLicences() throws IOException {
    try (JarFile jar = new JarFile(JarProcess.JAR.toFile())) {
      assertThat(text(jar, "META-INF/services/java.sql.Driver").strip())
          .isEqualTo("org.rhodb.engine.jdbc.RhoDriver");
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
      assertThat(text(jar, "META-INF/NOTICE")).contains("Calcite");
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(names).contains("org/duckdb/DuckDBDriver.class");
      for (String moved :
          List.of("com/google/common/", "com/fasterxml/", "org/slf4j/", "org/antlr/")) {
        assertThat(names).noneMatch(name -> name.startsWith(moved));
      }
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (var in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
