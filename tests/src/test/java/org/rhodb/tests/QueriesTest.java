package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.grammar.StatementText;
import org.rhodb.shell.demo.EuroparlText;

/**
 * Every saved query says what it asks and gives rows on the demo study, over a short corpus. None
 * warns: none runs without push-downs.
 */
final class QueriesTest {
  private static final Path QUERIES = Script.PROJECT.resolve("queries");

  @TempDir static Path folder;

  private static Engine engine;
  private static Session session;

  @BeforeAll
  static void createStudy() throws IOException {
    Path text = folder.resolve("europarl.txt");
    List<String> passages = EuroparlText.passages(EuroparlText.Part.HELD_OUT);
    Files.writeString(text, String.join("\n", passages.subList(0, 20)), StandardCharsets.UTF_8);
    engine = Engine.open(Options.inMemory().withFolder(Script.PROJECT));
    session = engine.openSession();
    for (int seed = 0; seed < 5; seed++) {
      run("CREATE MODEL seed" + seed + " FROM 'shell/src/main/demo/seed" + seed + "'");
    }
    run(
        "CREATE CORPUS europarl FROM '"
            + text
            + "' WITH (tokenizer = 'bytes', context = 256, tokens = 4096)");
  }

  @AfterAll
  static void close() {
    session.close();
    engine.close();
  }

  @TestFactory
  Stream<DynamicTest> runsOnTheDemoStudy() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(QUERIES)) {
      files = listed.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(8);
    return files.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(text).contains("-- Question:", "-- Source:", "-- Needs:", "-- Expect:", "-- Time:");
    long rows = 0;
    for (StatementText statement : session.split(text)) {
      try (QueryResult result = session.execute(statement)) {
        while (result.next()) {
          rows++;
        }
        assertThat(result.warnings()).isEmpty();
      }
    }
    assertThat(rows).isPositive();
  }

  private static void run(String statement) {
    session.execute(statement).close();
  }
}
