package org.rhodb.shell.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsTest {

  private static ListTable neurons() {
    return new ListTable("model VARCHAR", "neuron INTEGER", "rho DOUBLE")
        .row("seed0", 1169, 0.75)
        .row("seed1", 3, null);
  }

  static Stream<Arguments> printsTheSameRows() {
    return Stream.of(
        Arguments.of(
            "box",
            """
            ┌─────────┬─────────┬────────┐
            │ model   │  neuron │    rho │
            │ varchar │ integer │ double │
            ├─────────┼─────────┼────────┤
            │ seed0   │    1169 │   0.75 │
            │ seed1   │       3 │   NULL │
            └─────────┴─────────┴────────┘
            2 rows
            """),
        Arguments.of("csv", "model,neuron,rho\nseed0,1169,0.75\nseed1,3,\n"),
        Arguments.of("tsv", "model\tneuron\trho\nseed0\t1169\t0.75\nseed1\t3\t\n"),
        Arguments.of(
            "json",
            """
            [{"model": "seed0", "neuron": 1169, "rho": 0.75},
             {"model": "seed1", "neuron": 3, "rho": null}]
            """),
        Arguments.of(
            "jsonl",
            """
            {"model": "seed0", "neuron": 1169, "rho": 0.75}
            {"model": "seed1", "neuron": 3, "rho": null}
            """),
        Arguments.of(
            "markdown",
            """
            | model | neuron | rho |
            |:---|---:|---:|
            | seed0 | 1169 | 0.75 |
            | seed1 | 3 | NULL |
            """),
        Arguments.of(
            "line",
            """
             model = seed0
            neuron = 1169
               rho = 0.75

             model = seed1
            neuron = 3
               rho = NULL
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void printsTheSameRows(String format, String expected) throws Exception {
    assertThat(neurons().in(format)).isEqualTo(expected);
  }

  static Stream<Arguments> keepsEveryCharacterForProgramsAndNoneHiddenForPeople() {
    String token = "a\u001b[31m\"b\",\n\t|\\";
    return Stream.of(
        Arguments.of("csv", token, "t VARCHAR\"a\u001b[31m\"\"b\"\",\n\t|\\\"\n"),
        Arguments.of("tsv", token, "a\u001b[31m\"b\",\\n\\t|\\\\\n"),
        Arguments.of("jsonl", token, "{\"t\": \"a\\u001b[31m\\\"b\\\",\\n\\t|\\\\\"}\n"),
        Arguments.of("markdown", token, "| a\\\\x1b[31m\"b\",\\\\n\\\\t\\|\\\\ |\n"),
        Arguments.of("line", token, "t = a\\x1b[31m\"b\",\\n\\t|\\\n"),
        Arguments.of("csv", "", "\"\"\n"),
        Arguments.of("csv", " edge", "\" edge\"\n"),
        Arguments.of("line", "\u202eabc\u0000\u009b", "t = \\u202eabc\\x00\\x9b\n"),
        Arguments.of("line", "\ud800x", "t = \\ud800x\n"),
        Arguments.of("jsonl", "\ud800x\ud83d\ude00", "{\"t\": \"\\ud800x\ud83d\ude00\"}\n"));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource
  void keepsEveryCharacterForProgramsAndNoneHiddenForPeople(
      String format, String text, String expected) throws Exception {
    assertThat(new ListTable("t VARCHAR").row(text).in(format))
        .endsWith(expected.replace("t VARCHAR", ""));
  }

  static Stream<Arguments> writesValuesAsDuckDbDoes() {
    return Stream.of(
        Arguments.of(true, "true"),
        Arguments.of(new BigDecimal("1E+3"), "1000"),
        Arguments.of(new BigInteger("170141183460469231731687303715884105727"), null),
        Arguments.of(Double.NaN, "nan"),
        Arguments.of(Double.NEGATIVE_INFINITY, "-inf"),
        Arguments.of(LocalDate.of(2024, 1, 2), "2024-01-02"),
        Arguments.of(LocalTime.of(3, 4, 5), "03:04:05"),
        Arguments.of(LocalDateTime.of(2024, 1, 2, 3, 4, 5, 600_000), "2024-01-02 03:04:05.0006"),
        Arguments.of(
            OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC), "2024-01-02 03:04:05+00"),
        Arguments.of(new byte[] {65, 0, (byte) 0xff}, "A\\x00\\xFF"),
        Arguments.of(Arrays.asList(1, null, 2), "[1, NULL, 2]"),
        Arguments.of(Map.of("k", List.of("v")), "{k: [v]}"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void writesValuesAsDuckDbDoes(Object value, @Nullable String expected) throws Exception {
    String text = expected == null ? value.toString() : expected;
    assertThat(new ListTable("v ANY").row(value).in("tsv"))
        .isEqualTo("v\n" + text.replace("\\", "\\\\") + "\n");
  }

  @Test
  void keepsAllDigitsInJsonAndTellsNaNFromNull() throws Exception {
    ListTable table =
        new ListTable("v ANY")
            .row(new BigInteger("9007199254740993"))
            .row(new BigDecimal("0.10"))
            .row(Double.NaN)
            .row(Float.POSITIVE_INFINITY)
            .row(0.1f)
            .row(Arrays.asList(1L, null, Double.NaN))
            .row(Map.of("a", 1))
            .row(LocalDate.of(2024, 1, 2));
    assertThat(table.in("jsonl"))
        .isEqualTo(
            """
            {"v": 9007199254740993}
            {"v": 0.10}
            {"v": "NaN"}
            {"v": "Infinity"}
            {"v": 0.1}
            {"v": [1, null, "NaN"]}
            {"v": {"a": 1}}
            {"v": "2024-01-02"}
            """);
  }

  @Test
  void writesEmptyResultsWithTheirHeader() throws Exception {
    assertThat(new ListTable("a INTEGER").in("csv")).isEqualTo("a\n");
    assertThat(new ListTable("a INTEGER").in("json")).isEqualTo("[]\n");
    assertThat(new ListTable("a INTEGER").in("jsonl")).isEmpty();
    assertThat(new ListTable("a INTEGER").in("box")).contains("│ integer │").endsWith("0 rows\n");
  }

  @Test
  void findsFormatsByNameWhateverTheCase() {
    assertThat(Formats.named("CSV")).isPresent();
    assertThat(Formats.named("xml")).isEmpty();
    assertThat(Formats.names())
        .isEqualTo("box, csv, tsv, plain, json, jsonl, markdown, html, line, parquet, arrow");
  }
}
