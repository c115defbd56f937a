package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every script gives itself; those in {@code run} also with every other road to the same answer.
 */
final class ScriptTest {

  /** Settings that must never change a row, by what they vary. */
  private static final Map<String, Map<String, String>> OTHER_ROADS =
      Map.of(
          "without push-downs", Map.of("pushdown", "false"),
          "one sequence at a time", Map.of("batch_tokens", "1"),
          "in small blocks", Map.of("block_tokens", "64"),
          "on one thread", Map.of("threads", "1"),
          "from sketches", Map.of("strategy", "sketch", "sketch_rows", "512"),
          "from sketches in bfloat16",
              Map.of("strategy", "sketch", "sketch_rows", "256", "screen_type", "bfloat16"),
          "from rounded tokens", Map.of("strategy", "rounded"),
          "running models twice", Map.of("strategy", "sketch", "hold_activations", "false"),
          "computing everything again", Map.of("reuse", "false"),
          "with whole ablated passes",
              Map.of(
                  "reuse_prefix",
                  "false",
                  "stack_tokens",
                  "1",
                  "tiled_loss",
                  "false",
                  "sampled_loss",
                  "false",
                  "fused_products",
                  "false"));

  @TestFactory
  Stream<DynamicTest> givesWhatItSays() throws IOException {
    List<Script> scripts =
        Stream.of(Script.all("run"), Script.all("error"), Script.all("plan"))
            .flatMap(List::stream)
            .toList();
    assertThat(scripts).isNotEmpty();
    return scripts.stream()
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> check(s, s.run(Map.of()))));
  }

  @TestFactory
  Stream<DynamicTest> givesTheSameByOtherRoads() throws IOException {
    List<Script> scripts = Script.all("run");
    return OTHER_ROADS.entrySet().stream()
        .flatMap(
            road ->
                scripts.stream()
                    .map(
                        s ->
                            DynamicTest.dynamicTest(
                                s.name() + " " + road.getKey(),
                                () ->
                                    assertThat(rows(s.run(road.getValue())))
                                        .isEqualTo(rows(s.text())))));
  }

  /** Returns a script without its warnings, which may tell the roads apart. */
  private static String rows(String script) {
    return script
        .lines()
        .filter(line -> !line.startsWith("--| warning: "))
        .collect(Collectors.joining("\n"));
  }

  private static void check(Script script, String actual) throws IOException {
    Path target = script.write(actual);
    assertThat(actual)
        .as(
            "accept with: cp tests/%s tests/src/test/resources/script/%s.sql",
            target, script.name())
        .isEqualTo(script.text());
  }
}
