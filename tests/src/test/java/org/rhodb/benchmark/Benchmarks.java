package org.rhodb.benchmark;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * The benchmarks by name, each with arguments of its own; every table compares things that were
 * measured in the same run.
 *
 * <pre>
 * ./rhodb bench                      lists them
 * ./rhodb bench screen               one, with the arguments that are listed
 * ./rhodb bench screen 4608 50000,200000 0.3,0.5,0.8
 * </pre>
 */
@SuppressWarnings("ImmutableEnumChecker") // a method reference and a List.of: neither changes
public enum Benchmarks {
  /** {@link CorrelationBenchmark}. */
  CORRELATION(
      "dense correlation against the tensor library's own matMul",
      CorrelationBenchmark::main,
      "2",
      "4096",
      "9216"),
  /** {@link ScreenBenchmark}. */
  SCREEN(
      "screened correlation against dense: neurons, tokens, bounds",
      ScreenBenchmark::main,
      "2048,4608",
      "50000,200000",
      "0.3,0.5,0.8"),
  /** {@link UniversalBenchmark}. */
  UNIVERSAL(
      "five models at once against ten pairs: neurons, tokens, bound; then baseline: excess over a random map",
      UniversalBenchmark::main,
      "2048",
      "50000",
      "0.5"),
  /** {@link StudyBenchmark}. */
  STUDY(
      "universal neurons of five GPT-2s, models run: layers, d_model, tokens, bound, strategies",
      StudyBenchmark::main,
      "2",
      "256",
      "50000",
      "0.5",
      "auto,sketch,rounded"),
  /** {@link AblationBenchmark}. */
  ABLATION("ablation, set at a time, against one full pass a variant", AblationBenchmark::main),
  /** {@link ForwardBenchmark}. */
  FORWARD("forward pass at GPT-2 small's size, by parts and batch sizes", ForwardBenchmark::main),
  /** {@link ScaleBenchmark}. */
  SCALE(
      "DuckDB's corr() and a plain double loop against dense, small: neurons, tokens",
      ScaleBenchmark::main,
      "32,64,128",
      "20000"),
  /** {@link MemoryBenchmark}. */
  MEMORY("peak memory of GPT-2 small's shape within a limit", MemoryBenchmark::main),
  /** {@link ReadBenchmark}. */
  READ(
      "a large result on every way out, against DuckDB's own driver: rows",
      ReadBenchmark::main,
      "5000000",
      "20000000"),
  /** {@link AccumulationError}. */
  ACCUMULATION("error of long sums against float64", AccumulationError::main);

  private final String title;
  private final Main main;
  private final List<String> arguments;

  /** A benchmark's own entry. */
  private interface Main {
    void run(String[] arguments) throws Exception;
  }

  Benchmarks(String title, Main main, String... arguments) {
    this.title = title;
    this.main = main;
    this.arguments = List.of(arguments);
  }

  private String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Runs the benchmark that is named first, or lists all. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    List<Benchmarks> named =
        Arrays.stream(values())
            .filter(each -> arguments.length > 0 && each.word().equals(arguments[0]))
            .toList();
    if (named.isEmpty()) {
      if (arguments.length > 0) {
        out.printf("there is no benchmark '%s'; there are:%n", arguments[0]);
      }
      for (Benchmarks each : values()) {
        out.printf("  %-12s %s: %s%n", each.word(), each.title, String.join(" ", each.arguments));
      }
      return;
    }
    String[] given = Arrays.copyOfRange(arguments, 1, arguments.length);
    named.get(0).main.run(given.length > 0 ? given : named.get(0).arguments.toArray(String[]::new));
  }
}
