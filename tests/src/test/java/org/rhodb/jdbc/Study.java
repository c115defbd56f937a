package org.rhodb.jdbc;

import java.nio.file.Path;
import java.util.List;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.Session;

/** Two models of the demo study with a small corpus, and stored results, for drivers to meet. */
final class Study {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  private Study() {}

  /** Creates it in a folder; returns its JDBC URL. */
  static String create(Path folder) {
    Path database = folder.resolve("study.rhodb");
    try (Engine engine = Engine.open(Options.of(database));
        Session session = engine.openSession()) {
      fill(session);
    }
    return "jdbc:rhodb:" + database;
  }

  /** Enters models, corpus and a table of stored results. */
  static void fill(Session session) {
    for (String statement :
        List.of(
            "CREATE MODEL seed0 FROM '" + PROJECT.resolve("shell/src/main/demo/seed0") + "'",
            "CREATE MODEL seed1 FROM '" + PROJECT.resolve("shell/src/main/demo/seed1") + "'",
            "CREATE CORPUS ref FROM '"
                + PROJECT.resolve("tests/src/test/resources/study/reference.u16")
                + "' WITH (tokenizer = 'bytes', context = 64, separator = false)",
            "CREATE TABLE u AS SELECT 'seed0' AS model, 50 AS checkpoint, 1 AS layer,"
                + " range::INTEGER AS neuron, 0.5::DOUBLE AS rho FROM range(10)")) {
      session.execute(statement).close();
    }
  }
}
