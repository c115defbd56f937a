package org.rhodb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM without flags whose class path is the driver jar, and the jars of one client. */
final class JarProcess {
  /** The module of the tests. */
  static final Path TESTS = Path.of("").toAbsolutePath();

  /** The driver, which its module makes in the phase verify. */
  static final Path JAR = TESTS.getParent().resolve("connectors/target/rhodb-jdbc.jar");

  private JarProcess() {}

  /** Runs a program in one file of the test resources; returns all it prints. */
  static String runSource(Path folder, String client, String file, String... arguments)
      throws IOException, InterruptedException {
    String source = TESTS.resolve("src/test/resources/driver").resolve(file).toString();
    return run(folder, client, source, arguments);
  }

  /**
   * Runs a class, and fails unless it ends within two minutes.
   *
   * @param client folder of its jars in {@code target/clients}; empty: nothing but the driver
   * @return all it prints, errors too
   */
  static String run(Path folder, String client, String main, String... arguments)
      throws IOException, InterruptedException {
    String others = client.isEmpty() ? "" : File.pathSeparator + jars(client);
    List<String> command = new ArrayList<>(List.of(java(), "-cp", JAR + others, main));
    command.addAll(List.of(arguments));
    return run(folder, command);
  }

  /**
   * Runs a program whose own Arrow goes before the driver's, with the flag that Arrow wants of it.
   */
  static String runWithArrow(Path folder, String client, String file, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java(), "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp"));
    Path sources = TESTS.resolve("src/test/resources/driver");
    command.add(String.join(File.pathSeparator, jars(client), JAR.toString(), sources + "/adbc"));
    command.add(sources.resolve(file).toString());
    command.addAll(List.of(arguments));
    return run(folder, command);
  }

  private static String jars(String client) {
    return TESTS.resolve("target/clients/" + client) + "/*";
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    // Wherever PyTorch's library may lie unpacked, it is not to be found.
    builder.environment().put("DJL_CACHE_DIR", folder.resolve("natives").toString());
    builder.environment().put("TERM", "dumb");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output.toFile())
            .start();
    boolean isOver = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output);
    assertThat(isOver).as(text).isTrue();
    return text;
  }
}
