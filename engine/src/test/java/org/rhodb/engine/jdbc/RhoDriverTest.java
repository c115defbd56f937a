package org.rhodb.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RhoDriverTest {
  @TempDir private Path folder;

  private String url(String options) {
    return "jdbc:rhodb:" + folder.resolve("study.rhodb") + options;
  }

  @Test
  void isFoundByTheServiceLoader() throws SQLException {
    assertThat(DriverManager.getDriver("jdbc:rhodb:")).isInstanceOf(RhoDriver.class);
  }

  @Test
  void givesNullForForeignUrls() throws SQLException {
    Driver driver = new RhoDriver();
    assertThat(driver.connect("jdbc:duckdb:", new Properties())).isNull();
    assertThat(driver.acceptsURL("jdbc:duckdb:")).isFalse();
    assertThat(driver.acceptsURL("JDBC:RhoDB:x")).isTrue();
  }

  @Test
  void refusesUnknownKeysByName() {
    SQLException error =
        catchThrowableOfType(
            SQLException.class, () -> DriverManager.getConnection(url(";memory_limt=8GB")));
    assertThat(error.getSQLState()).isEqualTo("08001");
    assertThat(error.getMessage()).contains("'memory_limt'").contains("memory_limit");
  }

  @Test
  void refusesBadValues() {
    for (String options :
        new String[] {
          ";mode=readonly", ";safe=2", ";threads=many", ";mode", ";mode=read_only;mode=read_write"
        }) {
      SQLException error =
          catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(url(options)));
      assertThat(error.getSQLState()).as(options).isEqualTo("08001");
    }
  }

  @Test
  void passesOverUserAndPassword() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:rhodb:", "me", "secret")) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void sharesOneDatabaseAmongConnections() throws SQLException {
    try (Connection one = DriverManager.getConnection(url(""));
        Connection two = DriverManager.getConnection(url(";threads=1"));
        Statement writer = one.createStatement();
        Statement reader = two.createStatement()) {
      writer.execute("CREATE TABLE t AS SELECT 42 AS answer");
      try (ResultSet rows = reader.executeQuery("SELECT answer FROM t")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(42);
      }
      assertThatThrownBy(() -> DriverManager.getConnection(url(";mode=read_only")))
          .hasMessageContaining("another mode");
    }
  }

  @Test
  void opensReadOnlyAfterTheWriterLeft() throws SQLException {
    try (Connection writer = DriverManager.getConnection(url(""));
        Statement statement = writer.createStatement()) {
      statement.execute("CREATE TABLE t AS SELECT 42 AS answer");
    }
    try (Connection reader = DriverManager.getConnection(url(";mode=read_only"));
        Statement statement = reader.createStatement()) {
      assertThat(reader.isReadOnly()).isTrue();
      assertThatThrownBy(() -> statement.execute("CREATE TABLE u AS SELECT 1"))
          .isInstanceOf(SQLException.class);
      try (ResultSet rows = statement.executeQuery("FROM t")) {
        assertThat(rows.next()).isTrue();
      }
    }
  }

  @Test
  void keepsDatabasesInMemoryApart() throws SQLException {
    try (Connection one = DriverManager.getConnection("jdbc:rhodb:");
        Connection two = DriverManager.getConnection("jdbc:rhodb:");
        Statement first = one.createStatement();
        Statement second = two.createStatement()) {
      first.execute("CREATE TABLE t (a INT)");
      assertThatThrownBy(() -> second.execute("FROM t")).isInstanceOf(SQLException.class);
    }
  }
}
