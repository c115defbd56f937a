package org.rhodb.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.analyze.IslandAnalysis.Group;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.ActivationStream;
import org.rhodb.engine.execute.correlate.CorrelateExec;
import org.rhodb.engine.network.tensor.ActivationMatrix;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.plan.ColumnBounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/**
 * What a script would do at small sizes: DuckDB's {@code corr()} over activations joined by token,
 * and a plain double loop in one thread, against the dense correlation. All count the pairs above
 * 0.5, and must count the same.
 *
 * <pre>
 * ./rhodb bench scale 32,64,128 20000
 * </pre>
 */
public final class ScaleBenchmark {
  private static final double LOW = 0.5;

  private final TensorRuntime runtime;
  private final GeneratedActivations source;

  private ScaleBenchmark(TensorRuntime runtime, GeneratedActivations source) {
    this.runtime = runtime;
    this.source = source;
  }

  /** Something that counts pairs. */
  private interface Counter {
    long count() throws SQLException;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws SQLException {
    int[] sizes = Arrays.stream(arguments[0].split(",")).mapToInt(Integer::parseInt).toArray();
    int tokens = Integer.parseInt(arguments[1]);
    int threads = Runtime.getRuntime().availableProcessors();
    try (TensorRuntime runtime = TensorRuntime.start("cpu", threads);
        GeneratedActivations source = new GeneratedActivations(runtime)) {
      System.out.println(
          "| neurons | tokens | pairs above 0.5 | dense s | corr() s | double loop s |"
              + " corr() / dense | loop / dense | same count |");
      System.out.println("|---|---|---|---|---|---|---|---|---|");
      for (int neurons : sizes) {
        new ScaleBenchmark(runtime, source).run(neurons, tokens);
      }
    }
  }

  private void run(int neurons, int tokens) throws SQLException {
    GeneratedStudy study = new GeneratedStudy(runtime, source, 2, neurons, tokens);
    float[][] x = values(study, 0);
    float[][] y = values(study, 1);
    long[] counts = new long[3];
    dense(study); // loads what the first run loads
    double dense = seconds(() -> dense(study), counts, 0);
    double loop = seconds(() -> loop(x, y), counts, 2);
    double corr;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      load(connection, "x", x);
      load(connection, "y", y);
      corr = seconds(() -> corr(connection), counts, 1);
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %,d | %,d | %.3f | %.2f | %.3f | %.0f | %.1f | %s |%n",
        neurons,
        tokens,
        counts[0],
        dense,
        corr,
        loop,
        corr / dense,
        loop / dense,
        counts[0] == counts[1] && counts[0] == counts[2] ? "yes" : Arrays.toString(counts));
  }

  private static double seconds(Counter counter, long[] counts, int index) throws SQLException {
    long started = System.nanoTime();
    counts[index] = counter.count();
    return (System.nanoTime() - started) / 1e9;
  }

  /** Returns a network's activations, shape [neuron][token]. */
  private float[][] values(GeneratedStudy study, int model) {
    CheckpointEntry entry = study.models().get(model);
    int neurons = entry.config().neuronCount();
    int tokens = (int) study.corpus().countedTokens();
    float[][] all = new float[neurons][tokens];
    int last = entry.config().nLayers() - 1;
    int at = 0;
    try (ActivationStream stream = source.open(entry, study.corpus(), 0, last, 0)) {
      for (ActivationMatrix batch = stream.next(); batch != null; batch = stream.next()) {
        float[] some = batch.toArray();
        for (int i = 0; i < some.length; i++) {
          all[i % neurons][at + i / neurons] = some[i];
        }
        at += (int) batch.rows();
        batch.close();
      }
    }
    return all;
  }

  private static long dense(GeneratedStudy study) {
    CorrelateExec exec =
        new CorrelateExec(
            new IslandAnalysis.Correlate(List.of(new Group(study.models())), study.corpus()),
            Bounds.of("rho", ColumnBounds.between(LOW, 2)));
    long[] count = {0};
    study.run(
        exec,
        Settings.DEFAULTS.with(Setting.STRATEGY, "dense"),
        (batch, row) -> count[0] += batch.getDouble(8, row) > LOW ? 1 : 0);
    return count[0];
  }

  private static long loop(float[][] x, float[][] y) {
    double[][] left = new double[x.length][];
    double[][] right = new double[y.length][];
    Arrays.setAll(left, i -> standardised(x[i]));
    Arrays.setAll(right, j -> standardised(y[j]));
    long count = 0;
    for (double[] a : left) {
      for (double[] b : right) {
        double rho = 0;
        for (int t = 0; t < a.length; t++) {
          rho += a[t] * b[t];
        }
        count += rho > LOW ? 1 : 0;
      }
    }
    return count;
  }

  private static double[] standardised(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value;
    }
    mean /= values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double[] standard = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      standard[t] = (values[t] - mean) / Math.sqrt(squares); // NaN where it never varies
    }
    return standard;
  }

  private static void load(Connection connection, String table, float[][] values)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + table + " (neuron INT, token INT, value FLOAT)");
    }
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("main", table)) {
      for (int i = 0; i < values.length; i++) {
        for (int t = 0; t < values[i].length; t++) {
          appender.beginRow();
          appender.append(i);
          appender.append(t);
          appender.append(values[i][t]);
          appender.endRow();
        }
      }
    }
  }

  private static long corr(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM (SELECT corr(x.value, y.value) AS rho FROM x JOIN y"
                    + " USING (token) GROUP BY x.neuron, y.neuron) WHERE NOT isnan(rho) AND rho > "
                    + LOW)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
