package org.rhodb.engine.jdbc;

import java.sql.ClientInfoStatus;
import java.sql.SQLClientInfoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a client says of itself: kept and given back, read by nobody. */
final class ClientInfo {
  /** Columns of getClientInfoProperties. */
  static final String COLUMNS =
      "NAME VARCHAR, MAX_LEN INTEGER, DEFAULT_VALUE VARCHAR, DESCRIPTION VARCHAR";

  private static final int LONGEST = 1024;
  private static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "ApplicationName", "name of the program that uses the connection",
              "ClientUser", "name of the user on whose behalf it does",
              "ClientHostname", "name of the machine it runs on"));

  private final Properties values = new Properties();

  /** Returns the rows of getClientInfoProperties. */
  static List<@Nullable Object[]> rows() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    KNOWN.forEach((name, meaning) -> rows.add(new Object[] {name, LONGEST, "", meaning}));
    return rows;
  }

  static SQLClientInfoException ofClosed() {
    return new SQLClientInfoException(
        "error R509: the connection is closed",
        SqlState.CONNECTION_CLOSED.code(),
        509,
        Map.<String, ClientInfoStatus>of());
  }

  /** Sets or, by null, removes a value; returns a warning about a name that is not known. */
  String set(String name, @Nullable String value) {
    if (!KNOWN.containsKey(name)) {
      return "client information '"
          + name
          + "' is not kept; there is "
          + String.join(", ", names());
    }
    if (value == null) {
      values.remove(name);
    } else {
      values.setProperty(name, value);
    }
    return "";
  }

  private static List<String> names() {
    return List.copyOf(KNOWN.keySet());
  }

  @Nullable String get(String name) {
    return values.getProperty(name);
  }

  Properties all() {
    Properties copy = new Properties();
    copy.putAll(values);
    return copy;
  }

  void clear() {
    values.clear();
  }
}
