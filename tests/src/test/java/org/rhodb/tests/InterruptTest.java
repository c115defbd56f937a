package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.Engine;
import org.rhodb.engine.Options;
import org.rhodb.engine.QueryResult;
import org.rhodb.engine.Session;
import org.rhodb.shell.Rhodb;
import org.rhodb.shell.demo.EuroparlText;

/**
 * Ctrl-C while PyTorch or DuckDB computes: the command ends as shells expect and the database is
 * whole.
 */
final class InterruptTest {
  /** Tokens that five models take a minute for: none of the statements ends by itself. */
  private static final int TOKENS = 400_000;

  /** Far more than the third of a second it takes, on a machine that does much else. */
  private static final long MOST_SECONDS = 30;

  private static final String PAIRS =
      "SELECT count(*) FROM (CORRELATE ALL MODELS ON europarl) WHERE rho > 0.5";

  @TempDir Path folder;
  private Path database;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void createStudy() throws IOException {
    database = folder.resolve("study.rhodb");
    Path text = folder.resolve("europarl.txt");
    Files.writeString(
        text,
        String.join("\n", EuroparlText.passages(EuroparlText.Part.HELD_OUT)),
        StandardCharsets.UTF_8);
    try (Engine engine = Engine.open(Options.of(database).withFolder(Script.PROJECT));
        Session session = engine.openSession()) {
      for (int seed = 0; seed < 5; seed++) {
        session
            .execute("CREATE MODEL seed" + seed + " FROM 'shell/src/main/demo/seed" + seed + "'")
            .close();
      }
      session
          .execute(
              "CREATE CORPUS europarl FROM '"
                  + text
                  + "' WITH (tokenizer = 'bytes', context = 256, tokens = "
                  + TOKENS
                  + ")")
          .close();
    }
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void cancelsWhileCorrelating(TestReporter reporter) throws Exception {
    interrupt("correlating", "SET strategy = 'dense'; " + PAIRS, reporter);
  }

  @Test
  void cancelsWhileSketching(TestReporter reporter) throws Exception {
    interrupt("sketching", "SET strategy = 'sketch'; " + PAIRS, reporter);
  }

  @Test
  void cancelsWhileDrawingAPermutedBaseline(TestReporter reporter) throws Exception {
    interrupt(
        "correlating",
        "UNIVERSAL NEURONS OF ALL MODELS ON europarl BASELINE PERMUTATION DRAWS 3",
        reporter);
  }

  @Test
  void cancelsWhileAblating(TestReporter reporter) throws Exception {
    interrupt(
        "averaging",
        "ABLATE (SELECT 'seed0' AS model, 2000 AS checkpoint, 1 AS layer, 3 AS neuron) ON europarl",
        reporter);
  }

  @Test
  void cancelsWhileDuckDbComputes(TestReporter reporter) throws Exception {
    interrupt(
        "running SQL",
        "CREATE TABLE half AS SELECT count(*) FROM range(10000000) a, range(100000) b"
            + " WHERE (a.range * b.range) % 7 = 3",
        reporter);
  }

  private void interrupt(String stage, String statement, TestReporter reporter) throws Exception {
    Path errors = folder.resolve("errors.txt");
    Process command = start(errors, "--progress", database.toString(), "-c", statement);
    while (!Files.readString(errors, StandardCharsets.UTF_8).contains(stage)) {
      assertThat(command.isAlive()).as(Files.readString(errors)).isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    TimeUnit.MILLISECONDS.sleep(300);
    long begin = System.nanoTime();
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(command.pid())).start();
    assertThat(kill.waitFor()).isZero();
    assertThat(command.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    reporter.publishEntry(
        "from SIGINT to the end while " + stage,
        String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - begin) / 1e9));

    assertThat(command.exitValue()).isEqualTo(130);
    assertThat(Files.readString(errors, StandardCharsets.UTF_8))
        .contains("error R506: cancelled")
        .doesNotContain("\tat ");
    try (Engine engine = Engine.open(Options.of(database));
        Session session = engine.openSession();
        QueryResult result =
            session.execute(
                "SELECT (SELECT count(*) FROM checkpoints), (SELECT count(*) FROM runs)")) {
      assertThat(result.next()).isTrue();
      assertThat(result.value(0)).isEqualTo(25L);
      assertThat(result.value(1)).as("runs recorded").isEqualTo(0L);
    }
  }

  /** Starts the command as a process of its own that hears SIGINT, whatever this one does. */
  private Process start(Path errors, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // A process started in the background of a script inherits that it ignores SIGINT.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-cp",
            System.getProperty("java.class.path"),
            Rhodb.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    started.add(process);
    return process;
  }
}
