package org.rhodb.engine.settings;

import java.nio.file.Path;
import java.util.Map;

/** The user's own folder, which {@code ~} stands for. */
public final class UserHome {
  private UserHome() {}

  /**
   * Returns the folder {@code HOME}, as every shell and DuckDB take it; without it that of the
   * account, which the JVM knows, but not in a container whose user has none.
   */
  public static Path of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? System.getProperty("user.home", "") : home);
  }

  /** Returns a path with the folder for its {@code ~}, if it is that or begins with {@code ~/}. */
  public static String expand(String path, Map<String, String> environment) {
    boolean isInHome = path.equals("~") || path.startsWith("~/");
    return isInHome ? of(environment) + path.substring(1) : path;
  }
}
