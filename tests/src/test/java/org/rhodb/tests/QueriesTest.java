package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.ResultColumn;
import org.rhodb.engine.Session;
import org.rhodb.shell.demo.DemoStudy;
import org.rhodb.shell.saved.BoundQuery;
import org.rhodb.shell.saved.QueryCheck;
import org.rhodb.shell.saved.SavedQuery;

/**
 * Every saved query holds on the demo study: its pins, its columns, its number of rows. None warns:
 * none runs without push-downs.
 */
final class QueriesTest {
  private static final Path QUERIES = Script.PROJECT.resolve("queries");

  @TempDir static Path folder;

  private static Engine engine;
  private static Session session;

  @BeforeAll
  static void createStudy() throws IOException {
    Path text = DemoStudy.writeText(folder);
    // As for a user who measured nothing: what is assumed is of this processor.
    Options options =
        Options.inMemory().withFolder(Script.PROJECT).withRates(folder.resolve("rates.properties"));
    engine = Engine.open(options);
    session = engine.openSession();
    for (int seed = 0; seed < 5; seed++) {
      run("CREATE MODEL seed" + seed + " FROM 'shell/src/main/demo/seed" + seed + "'");
    }
    run(
        "CREATE CORPUS europarl FROM '"
            + text
            + "' WITH (column = 'text', tokenizer = 'bytes', context = 256, tokens = 8192)");
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

  private static void check(Path file) {
    SavedQuery query = SavedQuery.read(file);
    assertThat(QueryCheck.resolved(query, session, "0.1.0")).isEmpty();
    long rows = 0;
    List<String> columns = List.of();
    for (BoundQuery.BoundStatement statement : BoundQuery.of(query, Map.of()).statements()) {
      try (QueryResult result =
          session.execute(statement.text(), statement.values(), Duration.ZERO)) {
        columns = result.columns().stream().map(ResultColumn::name).toList();
        for (rows = 0; result.next(); rows++) {}
        assertThat(result.warnings()).as("its push-downs").isEmpty();
      }
    }
    assertThat(query.header().expectations().unmet(columns, rows)).isEmpty();
  }

  private static void run(String statement) {
    session.execute(statement).close();
  }
}
