package org.rhodb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
  private static final Path JAR =
      Path.of("").toAbsolutePath().getParent().resolve("connectors/target/rhodb-jdbc.jar");

  @TempDir Path folder;

  @BeforeAll
  static void wasBuilt() {
    assumeTrue(Files.exists(JAR), "mvn verify makes " + JAR);
  }

  @Test
  void readsStoredResultsByItself() throws IOException, InterruptedException {
    String url = Study.create(folder);
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            JAR.toString(),
            Path.of("")
                .toAbsolutePath()
                .resolve("src/test/resources/driver/DriverProbe.java")
                .toString(),
            url + ";mode=read_only");
    builder.environment().put("DJL_CACHE_DIR", folder.resolve("natives").toString());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(lines)
        .hasSize(6)
        .startsWith(
            "driver org.rhodb.engine.jdbc.RhoDriver", "table u", "rows 10 0.5", "planned true")
        .endsWith("usable seed0");
    assertThat(lines.get(4)).startsWith("refused 58000 error R502").contains("PyTorch");
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void holdsOneDriverAndItsLicences() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
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
