package org.rhodb.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/**
 * How {@code memory_limit} is shared out: the JVM's heap as it was started, a quarter for SQL, the
 * rest for tensors.
 *
 * @param sqlBytes what DuckDB may take
 * @param tensorBytes what tensors may take
 */
record MemoryShares(long sqlBytes, long tensorBytes) {
  /** Share of the machine's memory that is used when no limit is set. */
  private static final double DEFAULT_SHARE = 0.6;

  /** Least memory SQL runs well with, whatever the limit. */
  private static final long LEAST_SQL_BYTES = 128L << 20;

  static MemoryShares of(Settings settings) {
    long limit = settings.bytes(Setting.MEMORY_LIMIT);
    if (limit == 0) {
      limit = (long) (DEFAULT_SHARE * machineBytes());
    }
    long heap = Math.min(Runtime.getRuntime().maxMemory(), limit / 4);
    long sql = Math.max(LEAST_SQL_BYTES, limit / 4);
    return new MemoryShares(sql, Math.max(0, limit - heap - sql));
  }

  /** Returns the memory of the machine, or of the container where there is one. */
  private static long machineBytes() {
    try {
      // Not every JVM need have this interface. The bean server, which needs no class of it, would
      // first make a bean of all there is.
      Class<? extends PlatformManagedObject> system =
          Class.forName("com.sun.management.OperatingSystemMXBean")
              .asSubclass(PlatformManagedObject.class);
      Object bean = ManagementFactory.getPlatformMXBean(system);
      return ((Number) system.getMethod("getTotalMemorySize").invoke(bean)).longValue();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM does not tell the machine's memory", e);
    }
  }
}
