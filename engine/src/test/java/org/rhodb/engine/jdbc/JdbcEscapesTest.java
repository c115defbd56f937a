package org.rhodb.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcEscapesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT {d '2026-01-31'} | SELECT DATE '2026-01-31'",
        "SELECT {ts '2026-01-31 10:11:12'} | SELECT TIMESTAMP '2026-01-31 10:11:12'",
        "SELECT {fn ucase({fn lcase('A')})} | SELECT  upper( lower('A'))",
        "x LIKE 'a!%' {escape '!'} | x LIKE 'a!%' ESCAPE '!'",
        "FROM {oj a LEFT JOIN b ON true} | FROM  a LEFT JOIN b ON true",
        "SELECT {d: 1, 'fn': {ts: 2}} | SELECT {d: 1, 'fn': {ts: 2}}",
        "SELECT '{d ''x''}', \"{fn a}\" -- {t '1'} | SELECT '{d ''x''}', \"{fn a}\" -- {t '1'}",
        "SELECT {fn | SELECT {fn",
        "SELECT {'a': {d '2026-01-31'}} | SELECT {'a': DATE '2026-01-31'}"
      })
  void readsEscapesAndLeavesTheRest(String sql, String expected) {
    assertThat(JdbcEscapes.translate(sql)).isEqualTo(expected);
  }

  @Test
  void runsThemUnlessSwitchedOff() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:rhodb:");
        Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT {d '2026-01-31'}, {fn ucase('a')}, {fn concat('a', 'b')}, 'a%' LIKE 'a!%'"
                  + " {escape '!'}, {d: 7}.d")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getDate(1)).hasToString("2026-01-31");
        assertThat(rows.getString(2)).isEqualTo("A");
        assertThat(rows.getString(3)).isEqualTo("ab");
        assertThat(rows.getBoolean(4)).isTrue();
        assertThat(rows.getInt(5)).isEqualTo(7);
      }
      try (PreparedStatement bound =
          connection.prepareStatement("SELECT {fn lcase(?)} WHERE {d '2026-01-31'} > ?")) {
        bound.setString(1, "X");
        bound.setObject(2, java.time.LocalDate.of(2026, 1, 1));
        try (ResultSet rows = bound.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("x");
        }
      }
      statement.setEscapeProcessing(false);
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> statement.executeQuery("SELECT {d '2026-01-31'}"))
          .isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "abs,acos,asin,atan,ceiling,cos,cot,degrees,exp,floor,log,log10,radians,round,sign,sin,sqrt,"
            + "tan;(0.5)",
        "atan2,mod,power;(1, 2)",
        "pi,rand,database,user,curdate,curtime,now;()",
        "ascii,lcase,ucase,length,ltrim,rtrim;('a')",
        "char;(65)",
        "concat,ifnull;('a', 'b')",
        "left,right,repeat;('a', 1)",
        "replace;('a', 'b', 'c')",
        "substring;('abc', 1, 2)",
        "dayname,dayofmonth,dayofweek,dayofyear,month,monthname,quarter,week,year;(DATE '2026-01-31')",
        "hour,minute,second;(TIMESTAMP '2026-01-31 10:11:12')"
      })
  void callsEveryFunctionItNames(String functions, String arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:rhodb:");
        Statement statement = connection.createStatement()) {
      String named =
          String.join(
              ",",
              connection.getMetaData().getNumericFunctions(),
              connection.getMetaData().getStringFunctions(),
              connection.getMetaData().getSystemFunctions(),
              connection.getMetaData().getTimeDateFunctions());
      for (String function : functions.split(",", -1)) {
        assertThat(named.split(",", -1)).contains(function);
        try (ResultSet rows =
            statement.executeQuery("SELECT {fn " + function + arguments.strip() + "}")) {
          assertThat(rows.next()).as(function).isTrue();
          assertThat(rows.getString(1)).as(function).isNotNull();
        }
      }
    }
  }
}
