package org.rhodb.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory this process has in use, native memory included. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmRSS:";

  private ResidentMemory() {}

  /** Returns it in bytes; 0 where the system does not say: on anything but Linux. */
  static long bytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(FIELD)) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException e) {
      // Not Linux.
    }
    return 0;
  }
}
