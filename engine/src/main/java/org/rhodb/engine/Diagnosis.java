package org.rhodb.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.machine.Finding;
import org.rhodb.engine.machine.RatesFile;
import org.rhodb.engine.network.tensor.DeviceProbe;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/** Says what the engine finds on this machine, by trying it. */
public final class Diagnosis {
  private Diagnosis() {}

  /**
   * Looks at everything; starts DuckDB and PyTorch, which takes seconds the first time.
   *
   * @param rates the user's file of measured rates, which need not exist
   */
  public static List<Finding> examine(Settings settings, Path rates) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding("java", Runtime.version() + ", " + System.getProperty("java.vm.name"), true));
    findings.add(
        new Finding(
            "machine",
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ", "
                + Runtime.getRuntime().availableProcessors()
                + " cores",
            true));
    MemoryShares shares = MemoryShares.of(settings);
    findings.add(
        new Finding(
            "memory",
            gigabytes(Runtime.getRuntime().maxMemory())
                + " Java heap, "
                + gigabytes(shares.sqlBytes())
                + " SQL, "
                + gigabytes(shares.tensorBytes())
                + " tensors",
            true));
    findings.add(tried("sql", Diagnosis::sql));
    findings.add(tried("tensors", () -> tensors(settings)));
    findings.add(rates(settings, rates));
    return findings;
  }

  /** Rates that cannot be read only cost speed: the engine works with assumed ones. */
  private static Finding rates(Settings settings, Path file) {
    RatesFile.Found found =
        new RatesFile(file)
            .read(RatesFile.Place.here(settings.text(Setting.DEVICE), settings.threads()));
    return new Finding("rates", found.describe().replaceFirst("rates: ", ""), true);
  }

  private static Finding tried(String name, Supplier<String> attempt) {
    try {
      return new Finding(name, attempt.get(), true);
    } catch (QueryException e) {
      return new Finding(name, e.code() + ": " + e.getMessage(), false);
    }
  }

  private static String sql() {
    try (Engine engine = Engine.open(Options.inMemory());
        Session session = engine.openSession();
        QueryResult result = session.execute("SELECT version()")) {
      return result.next() ? "DuckDB " + result.value(0) : "DuckDB";
    }
  }

  private static String tensors(Settings settings) {
    int threads = settings.threads();
    try (TensorRuntime runtime = TensorRuntime.start(settings.text(Setting.DEVICE), threads)) {
      DeviceProbe probe = DeviceProbe.measure(runtime);
      return String.format(
          Locale.ROOT,
          "%s on %s, %d threads, %.0f GFLOP/s fp32",
          probe.library(),
          probe.device(),
          probe.threads(),
          probe.gigaflops());
    }
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
