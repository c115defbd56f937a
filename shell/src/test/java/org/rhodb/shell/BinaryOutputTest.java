package org.rhodb.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet and Arrow: files that hold one result with its types. */
class BinaryOutputTest {
  private static final String ROWS =
      "SELECT i, i * 1.5 AS half, 'text ' || i AS s, [i, NULL] AS list, sum(i) OVER () AS total"
          + " FROM range(5000) AS t(i) ORDER BY i DESC";

  @TempDir private Path folder;

  @Test
  void writesParquetWithItsTypes() {
    CommandRun run =
        CommandRun.of(
            folder,
            "-c",
            ".once it's.parquet",
            "-c",
            ROWS,
            "-c",
            "SELECT column_name, column_type FROM (DESCRIBE FROM 'it''s.parquet')"
                .replace("it''s", folder.resolve("it''s").toString()),
            "-c",
            "SELECT count(*), min(half), max(len(list)), min(total), max(s) FROM '"
                + folder.resolve("it''s.parquet")
                + "'");
    assertThat(run.errors()).contains("5,000 rows written");
    assertThat(run.output())
        .contains("i,BIGINT\nhalf,\"DECIMAL(21,1)\"\ns,VARCHAR\nlist,BIGINT[]\n")
        .contains("total,\"DECIMAL(38,0)\"")
        .endsWith("5000,0.0,2,12497500,text 999\n");
  }

  @Test
  void keepsTheOrderOfRows() {
    CommandRun run =
        CommandRun.of(
            folder,
            "-c",
            ".once rows.parquet",
            "-c",
            ROWS,
            "-c",
            "SELECT i FROM '" + folder.resolve("rows.parquet") + "' LIMIT 2");
    assertThat(run.output()).isEqualTo("i\n4999\n4998\n");
  }

  @Test
  void writesWhatCopyDoesNotTake() {
    CommandRun run =
        CommandRun.of(
            folder,
            "-c",
            ".once settings.parquet",
            "-c",
            "SHOW SETTINGS",
            "-c",
            ".once models.parquet",
            "-c",
            "SHOW MODELS",
            "-c",
            "SELECT (SELECT count(*) FROM '"
                + folder.resolve("settings.parquet")
                + "') > 5, (SELECT count(*) FROM '"
                + folder.resolve("models.parquet")
                + "')");
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output()).endsWith("true,0\n");
  }

  @Test
  void writesBytesToAPipe() {
    CommandRun arrow = CommandRun.of(folder, "--format", "arrow", "-c", "SELECT 42 AS answer");
    assertThat(arrow.output()).startsWith("ARROW1").endsWith("ARROW1");
    CommandRun parquet = CommandRun.of(folder, "--format", "parquet", "-c", "SELECT 42 AS answer");
    assertThat(parquet.output()).startsWith("PAR1").endsWith("PAR1");
    assertThat(parquet.errors()).isEqualTo("1 row written\n");
  }

  @Test
  void refusesATerminal() {
    CommandRun run = CommandRun.onTerminal(folder, "--format", "parquet", "-c", "SELECT 42");
    assertThat(run.output()).isEmpty();
    assertThat(run.errors())
        .contains("A207: parquet is binary: a terminal cannot show it")
        .contains(".once FILE");
    assertThat(run.exitCode()).isEqualTo(1);
    CommandRun quiet =
        CommandRun.onTerminal(folder, "--format", "arrow", "-c", "SET batch_tokens = 64");
    assertThat(quiet.exitCode()).as(quiet.errors()).isZero();
  }

  @Test
  void holdsOneResultAFile() throws Exception {
    CommandRun run =
        CommandRun.of(folder, "-o", "two.arrow", "-c", "SELECT 1 AS n", "-c", "SELECT 2 AS n");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("holds a result already");
    CommandRun again = CommandRun.of(folder, "--format", "arrow", "-c", "SELECT 1; SELECT 2");
    assertThat(again.errors()).contains("standard output holds a result already");
    assertThat(Files.readAllBytes(folder.resolve("two.arrow")))
        .startsWith("ARROW1".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void leavesWhatWasThereWhenAStatementFails() throws Exception {
    Files.writeString(folder.resolve("old.parquet"), "old");
    CommandRun run =
        CommandRun.of(
            folder, "-c", ".once old.parquet", "-c", "SELECT 1 AS n, 'a' || x FROM nowhere");
    assertThat(run.errors()).contains("error A203 at 1:30").contains("^");
    assertThat(Files.readString(folder.resolve("old.parquet"))).isEqualTo("old");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"old.parquet", "old.arrow", "old.csv"})
  void leavesWhatWasThereWhenTheOnlyStatementOfAnOutputFails(String file) throws Exception {
    Files.writeString(folder.resolve(file), "old");
    CommandRun run = CommandRun.of(folder, "-o", file, "-c", "SELECT error('no') FROM range(3)");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve(file))).isEqualTo("old");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
    CommandRun empty = CommandRun.of(folder, "-o", file, "-c", "SELECT 1 AS n WHERE false");
    assertThat(empty.exitCode()).as(empty.errors()).isZero();
    assertThat(Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1))
        .isNotEqualTo("old");
  }

  @Test
  void saysWhereAQueryFailsThatCopyRuns() {
    CommandRun run =
        CommandRun.of(
            folder, "-c", ".once f.parquet", "-c", "SELECT 'x'::VARCHAR AS s, (s || 'y')::INTEGER");
    assertThat(run.errors()).contains("A208").doesNotContain("COPY");
    assertThat(folder.resolve("f.parquet")).doesNotExist();
  }

  @Test
  void obeysSafeMode() {
    CommandRun parquet = CommandRun.of(folder, "--safe", "-o", "a.parquet", "-c", "SELECT 1 AS n");
    assertThat(parquet.errors()).contains("R510").contains("the format arrow");
    CommandRun arrow = CommandRun.of(folder, "--safe", "-o", "a.arrow", "-c", "SELECT 1 AS n");
    assertThat(arrow.exitCode()).as(arrow.errors()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INTERVAL '1 month 2 days 3.5 seconds' | INTERVAL | 1 month 2 days 00:00:03.5",
        "TIMETZ '01:02:03+05:30' | VARCHAR | 01:02:03+05:30",
        "-12345678901234567890123456789012345678::HUGEINT | DECIMAL(38,0)"
            + " | -12345678901234567890123456789012345678",
        "'00000000-0000-0000-0000-00000000002a'::UUID | UUID"
            + " | 00000000-0000-0000-0000-00000000002a",
        "'10101'::BIT | VARCHAR | 10101",
        "'\\x00\\xFFab'::BLOB | BLOB | \\x00\\xFFab",
        "[[1, NULL], [], NULL] | INTEGER[][] | [[1, NULL], [], NULL]",
        "{'a': 1, 'b': [{'c': 'x'}]} | STRUCT(a INTEGER, b STRUCT(c VARCHAR)[])"
            + " | {'a': 1, 'b': [{'c': x}]}",
        "MAP {'k': 1, 'l': NULL} | MAP(VARCHAR, INTEGER) | {k=1, l=NULL}",
        "'b'::ENUM('a', 'b') | VARCHAR | b",
        "1234567890123456789012345678.0123456789::DECIMAL(38, 10) | DECIMAL(38,10)"
            + " | 1234567890123456789012345678.0123456789",
        "[5::HUGEINT] | DECIMAL(38,0)[] | [5]",
        "{'t': TIMETZ '01:02:03+05:30'} | STRUCT(t VARCHAR) | {'t': '01:02:03+05:30'}"
      })
  void bringsRareTypesBackFromParquet(String value, String type, String text) {
    CommandRun run =
        CommandRun.of(
            folder,
            "-c",
            ".once rare.parquet",
            "-c",
            "SELECT " + value + " AS x",
            "-c",
            "SELECT typeof(x) || ' | ' || x::VARCHAR AS back FROM '"
                + folder.resolve("rare.parquet")
                + "'",
            "--format",
            "line");
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output().strip()).isEqualTo("back = " + type + " | " + text);
    CommandRun arrow = CommandRun.of(folder, "-o", "a.arrow", "-c", "SELECT " + value + " AS x");
    assertThat(arrow.errors()).isEqualTo("1 row written\n");
  }

  @Test
  void namesTheColumnThatAFormatHasNoRoomFor() {
    for (String format : List.of("parquet", "arrow")) {
      CommandRun run =
          CommandRun.of(
              folder,
              "-o",
              "f." + format,
              "-c",
              "SELECT 1 AS one, 340282366920938463463374607431768211455::UHUGEINT AS \"it's\"");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.errors())
          .contains("A208", "column 'it's': ", "decimals have 38 digits", "cast it to VARCHAR");
      assertThat(folder.resolve("f." + format)).doesNotExist();
      CommandRun cast =
          CommandRun.of(
              folder,
              "-o",
              "f." + format,
              "-c",
              "SELECT 340282366920938463463374607431768211455::UHUGEINT::VARCHAR AS x");
      assertThat(cast.errors()).isEqualTo("1 row written\n");
    }
  }
}
