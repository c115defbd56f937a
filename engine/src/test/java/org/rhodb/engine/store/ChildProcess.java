package org.rhodb.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.arrow.MatrixType;
import org.rhodb.engine.error.QueryException;

/** A second process with a database of its own: it holds it open, or writes until it is killed. */
final class ChildProcess {
  static final int ROWS = 2000;
  static final int WIDTH = 500;

  private ChildProcess() {}

  static Process start(Path folder, String mode) throws IOException {
    return start(List.of(), folder, mode);
  }

  /** Starts it behind a command that runs its arguments, such as one that sets limits. */
  static Process start(List<String> prefix, Path folder, String mode) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ChildProcess.class.getName());
    command.add(folder.toString());
    command.add(mode);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static ShardKey key(int number, int part) {
    return new ShardKey(
        "activations", "w", "c", "post", 0, 3, "bos", "float32", number, number + 1, "p" + part);
  }

  /** What the shard of a number holds. */
  static float[] content(int number, int part) {
    float[] values = new float[ROWS * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = number * 10 + part + i % 7;
    }
    return values;
  }

  /** Runs in the child; says a line on its standard output for every step. */
  public static void main(String[] arguments) {
    boolean isReadOnly = arguments[1].equals("read");
    Store store =
        Store.open(
            Path.of(arguments[0]), new StoreOptions(isReadOnly, false, 128L << 20, 1, false));
    say("open");
    if (arguments[1].equals("fill")) {
      fill(store);
      return;
    }
    if (arguments[1].equals("write")) {
      for (int number = 0; number < 100_000; number++) {
        try (ShardTransaction shards = store.shards().begin()) {
          for (int part = 0; part < 2; part++) {
            ShardTransaction.Matrix matrix =
                shards.addMatrix(key(number, part), MatrixType.FLOAT32, WIDTH);
            float[] values = content(number, part);
            matrix.append(values, 0, values.length);
          }
          shards.commit();
        }
        say(Integer.toString(number));
      }
    }
    try {
      // Until the parent closes our input or kills us.
      int end = System.in.read();
      if (end < 0) {
        store.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a shard larger than any file may be, then one that is small. */
  private static void fill(Store store) {
    try (ShardTransaction shards = store.shards().begin()) {
      ShardTransaction.Matrix matrix = shards.addMatrix(key(1, 0), MatrixType.FLOAT32, WIDTH);
      float[] values = content(1, 0);
      for (int i = 0; i < 30; i++) {
        matrix.append(values, 0, values.length);
      }
      shards.commit();
      say("no error");
    } catch (QueryException e) {
      say(e.code() + " " + e.getMessage());
    }
    try (ShardTransaction shards = store.shards().begin()) {
      float[] values = content(2, 0);
      shards.addMatrix(key(2, 0), MatrixType.FLOAT32, WIDTH).append(values, 0, values.length);
      shards.commit();
    }
    store.close();
    say("closed");
  }

  private static void say(String line) {
    java.io.PrintStream out =
        new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
    out.println(line);
  }
}
