package org.rhodb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The driver jar under clients that are not ours, each in a JVM of its own. What they meet that is
 * not as they expect:
 *
 * <ul>
 *   <li>sqlline 1.12.0: nothing; all its metadata commands answer.
 *   <li>SchemaCrawler 16.26.3 at its highest level of detail: nothing; it has no plug-in for us and
 *       needs none.
 *   <li>SQLite's logic tests (net.hydromatic:sql-logic-test 0.3): select1 1,000 of 1,000, select2
 *       1,000 of 1,000, select3 3,320 of 3,320 queries; by default select1 alone, all three with
 *       {@code -P compatibility}.
 *   <li>ADBC's validation suite (adbc-driver-validation 0.16.0, the last in Maven Central) over
 *       adbc-driver-jdbc, with {@code -P compatibility}: everything but {@link #ADBC_DIFFERENCES}.
 * </ul>
 */
class ForeignClientsTest {
  private static final Map<String, String> LOGIC_TESTS =
      Map.of(
          "select1", "select1: 1000 passed, 0 failed, 0 ignored, 0 not read",
          "select2", "select2: 1000 passed, 0 failed, 0 ignored, 0 not read",
          "select3", "select3: 3320 passed, 0 failed, 0 ignored, 0 not read");

  /** Tests of ADBC's suite that do not pass, and what they say. */
  private static final Map<String, String> ADBC_DIFFERENCES =
      Map.of(
          // There are no catalogs.
          "ConnectionTest.currentCatalog",
          "skipped",
          // DuckDB adds foreign keys with CREATE TABLE alone; the suite adds one with ALTER TABLE.
          "MetadataTest.getObjectsConstraints",
          "no support for adding FOREIGN_KEY constraints with ALTER TABLE",
          // SELECT ? has no type before a value is bound, so there is no metadata either.
          "StatementTest.executeSchemaParams",
          "JDBC driver returned null ResultSetMetaData",
          // The suite wants a number where Arrow 18's own vector gives a LocalDateTime.
          "TypeTest.timeWithoutTimeZoneValue",
          "expected: 14706123L but was: 1970-01-01T04:05:06.123",
          // Arrow's JDBC adapter reads every timestamp with a calendar of UTC, and says so.
          "TypeTest.timestampWithoutTimeZoneValue",
          "expected: Timestamp(MILLISECOND, null) but was: Timestamp(MILLISECOND, UTC)",
          // Arrow's JDBC adapter does not know TIMESTAMP_WITH_TIMEZONE, JDBC's own code (2014).
          "TypeTest.timestampWithTimeZoneValue",
          "Error occurred while creating iterator");

  @TempDir static Path folder;
  private static String url = "";

  @BeforeAll
  static void create() throws SQLException {
    assumeTrue(Files.exists(JarProcess.JAR), "mvn verify makes " + JarProcess.JAR);
    url = Study.create(folder);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE m (name VARCHAR PRIMARY KEY, seed INTEGER NOT NULL UNIQUE)");
      statement.execute("CREATE TABLE k (name VARCHAR REFERENCES m (name), x DECIMAL(9, 2))");
      statement.execute("CREATE INDEX by_x ON k (x)");
      statement.execute("COMMENT ON TABLE m IS 'models of the study'");
      statement.execute(
          "CREATE VIEW wide AS SELECT model, checkpoint::BIGINT AS checkpoint, layer, neuron,"
              + " rho AS excess, rho AS min_rho FROM u");
    }
  }

  @Test
  void runsAScriptOfSqlline() throws IOException, InterruptedException {
    Path script = Path.of("").toAbsolutePath().resolve("src/test/resources/driver/sqlline.sql");
    String output =
        JarProcess.run(
            folder,
            "sqlline",
            "sqlline.SqlLine",
            "-u",
            url,
            "-n",
            "any",
            "-p",
            "any",
            "--force=true",
            "--run=" + script);
    assertThat(output)
        .contains("'','main','m','TABLE','models of the study'")
        .contains("'seed0','10','0.5'")
        .contains("A203")
        .contains("'[1, 2]','2026-01-31',''")
        .contains("'by_x'")
        .contains("pushed into #0: rho >= 0.8999")
        .contains("'tables'\n'0'");
  }

  @Test
  void isCrawledWhole() throws IOException, InterruptedException {
    String output = JarProcess.runSource(folder, "schemacrawler", "CatalogProbe.java", url);
    assertThat(output)
        .startsWith("types 35\n")
        .contains("table m: models of the study\n  name VARCHAR not null key\n")
        .contains("  seed INTEGER not null\n")
        .contains("table k: \n  name VARCHAR\n  x DECIMAL(9,2)\n  -> m\n  index by_x\n")
        .contains("  index m_seed_key unique\n")
        .contains("view wide: ")
        .containsPattern("  excess DOUBLE: .*baseline")
        .doesNotContain("Exception");
  }

  @Test
  void givesWhatSqliteGives() throws IOException, InterruptedException {
    String files = System.getProperty("rhodb.logic.tests", "select1");
    List<String> arguments = new ArrayList<>(List.of("jdbc:rhodb:"));
    List<String> expected = new ArrayList<>();
    for (String file : files.split(" ", -1)) {
      arguments.add(file);
      expected.add(LOGIC_TESTS.get(file));
    }
    String output =
        JarProcess.runSource(
            folder, "sqllogictest", "SqlLogicProbe.java", arguments.toArray(new String[0]));
    assertThat(output.lines()).containsAll(expected);
  }

  @Test
  void passesWhatAdbcExpectsOfADriver() throws IOException, InterruptedException {
    assumeTrue(
        Files.isDirectory(JarProcess.TESTS.resolve("target/clients/adbc")), "-P compatibility");
    String study = "jdbc:rhodb:" + folder.resolve("adbc.rhodb");
    List<String> lines =
        JarProcess.runWithArrow(folder, "adbc", "AdbcProbe.java", study).lines().toList();
    assertThat(lines).contains("51 tests");
    for (String line : lines) {
      String test = line.split(" ", 2)[0];
      if (ADBC_DIFFERENCES.containsKey(test)) {
        assertThat(line).contains(ADBC_DIFFERENCES.get(test));
      } else if (test.contains("Test.")) {
        assertThat(line).isEqualTo(test + " passed");
      }
    }
  }
}
