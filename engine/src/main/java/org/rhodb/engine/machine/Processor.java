package org.rhodb.engine.machine;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processor of a machine.
 *
 * @param model what its maker calls it, with family and model number, or its architecture where the
 *     system does not say
 * @param features what it can do, as Linux names it, such as {@code avx512f}; empty elsewhere
 */
public record Processor(String model, Set<String> features) {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  public Processor {
    requireNonNull(model, "model is null");
    features = Set.copyOf(features);
  }

  /** Returns this machine's; never fails. */
  public static Processor here() {
    return read(LINUX);
  }

  static Processor read(Path file) {
    String architecture = System.getProperty("os.arch", "");
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      // Two generations may have one name: a cloud's "AMD EPYC" is both Zen 3 and Zen 4.
      String generation = value(text, "cpu family") + "/" + value(text, "model");
      String name = value(text, "model name");
      // ARM's name for flags is Features.
      String features = value(text, "flags") + " " + value(text, "Features");
      return new Processor(
          name.isEmpty() ? architecture : name + " " + generation,
          Stream.of(features.split(" ")).filter(word -> !word.isEmpty()).collect(toSet()));
    } catch (IOException e) {
      // The architecture tells machines apart less well, but tells.
      return new Processor(architecture, Set.of());
    }
  }

  /** Returns the value of the first line of a name; empty if there is none. */
  private static String value(String text, String name) {
    return text.lines()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
        .findFirst()
        .map(parts -> parts[1].strip())
        .orElse("");
  }
}
