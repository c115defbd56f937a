package org.rhodb.engine.jdbc;

import java.util.List;
import java.util.Locale;

/**
 * Keys of a URL that are not settings of a session: {@code
 * jdbc:rhodb:/path/study.rhodb;mode=read_only}.
 */
public enum UrlKey {
  /** Whether the database may be changed. */
  MODE("whether the database is written to", "read_write", "read_only"),
  /** Whether SQL is locked in. */
  SAFE("whether SQL reads and writes no files", "false", "true");

  private final String description;
  private final String standard;
  private final String other;

  UrlKey(String description, String standard, String other) {
    this.description = description;
    this.standard = standard;
    this.other = other;
  }

  /** Returns the name as it is written, lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what it decides, in one line. */
  public String description() {
    return description;
  }

  /** Returns its two values, the default first. */
  public List<String> choices() {
    return List.of(standard, other);
  }
}
