package org.rhodb.engine.jdbc;

import java.nio.file.Path;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.settings.Setting;

/**
 * What a URL and its properties ask for: {@code jdbc:rhodb:[folder][;key=value]...}.
 *
 * <p>Keys are those of {@link UrlKey} and every {@link Setting}. The properties {@code user} and
 * {@code password}, which tools send unasked, are passed over: a database in a folder has none.
 *
 * @param database empty: in memory
 * @param isReadOnly whether the database is never written to
 * @param isSafe whether SQL reads and writes no files
 * @param settings settings of the session, by name
 */
record ConnectionUrl(
    Optional<Path> database, boolean isReadOnly, boolean isSafe, Map<String, String> settings) {
  static final String PREFIX = "jdbc:rhodb:";
  private static final Set<String> IGNORED = Set.of("user", "password");

  ConnectionUrl {
    settings = Map.copyOf(settings);
  }

  /** Returns whether a URL is for this driver. */
  static boolean isAccepted(String url) {
    return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /**
   * Reads a URL; a property is overruled by the same key in the URL.
   *
   * @throws SQLException 08001 for a key that does not exist or stands there twice, or a value it
   *     cannot take
   */
  static ConnectionUrl parse(String url, Properties properties) throws SQLException {
    String[] parts = url.substring(PREFIX.length()).split(";", -1);
    Map<String, String> given = new LinkedHashMap<>();
    for (String name : properties.stringPropertyNames()) {
      given.put(name.toLowerCase(Locale.ROOT), properties.getProperty(name));
    }
    Set<String> ofUrl = new HashSet<>();
    for (int i = 1; i < parts.length; i++) {
      if (!parts[i].isBlank()) {
        int equals = parts[i].indexOf('=');
        if (equals < 0) {
          throw refused("'" + parts[i] + "' is not key=value");
        }
        String key = parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT);
        if (!ofUrl.add(key)) {
          throw refused("the URL gives '" + key + "' twice");
        }
        given.put(key, parts[i].substring(equals + 1).strip());
      }
    }
    given.keySet().removeAll(IGNORED);
    boolean isReadOnly = isSecond(given, UrlKey.MODE);
    boolean isSafe = isSecond(given, UrlKey.SAFE);
    for (String key : given.keySet()) {
      if (Setting.of(key).isEmpty()) {
        throw refused("unknown key '" + key + "'; keys: " + String.join(", ", keys()));
      }
    }
    return new ConnectionUrl(folder(parts[0]), isReadOnly, isSafe, given);
  }

  private static Optional<Path> folder(String text) throws SQLException {
    try {
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(Path.of(text.strip()).toAbsolutePath().normalize());
    } catch (java.nio.file.InvalidPathException e) {
      throw refused("'" + text + "' is not a path");
    }
  }

  /** Takes a key out of the given ones and returns whether it has the second of its two values. */
  private static boolean isSecond(Map<String, String> given, UrlKey key) throws SQLException {
    String value = given.remove(key.key());
    if (value == null || value.equalsIgnoreCase(key.choices().get(0))) {
      return false;
    }
    if (!value.equalsIgnoreCase(key.choices().get(1))) {
      throw refused(
          key.key() + " takes " + String.join(" or ", key.choices()) + "; found '" + value + "'");
    }
    return true;
  }

  private static SQLException refused(String message) {
    return JdbcErrors.ofUrl(ErrorCode.A207, message);
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (UrlKey key : UrlKey.values()) {
      keys.add(key.key());
    }
    for (Setting setting : Setting.values()) {
      keys.add(setting.key());
    }
    return keys;
  }

  /** Returns every key with its values, for tools that ask. */
  static DriverPropertyInfo[] describe(Properties given) {
    List<DriverPropertyInfo> all = new ArrayList<>();
    for (UrlKey key : UrlKey.values()) {
      DriverPropertyInfo info = info(given, key.key(), key.choices().get(0), key.description());
      info.choices = key.choices().toArray(new String[0]);
      all.add(info);
    }
    for (Setting setting : Setting.values()) {
      all.add(info(given, setting.key(), setting.defaultValue(), setting.description()));
    }
    return all.toArray(new DriverPropertyInfo[0]);
  }

  private static DriverPropertyInfo info(
      Properties given, String key, String defaultValue, String description) {
    DriverPropertyInfo info = new DriverPropertyInfo(key, given.getProperty(key, defaultValue));
    info.description = description;
    return info;
  }
}
