package org.rhodb.grammar;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Test cases in a text file: blocks apart by an empty line, the input first. */
final class Blocks {
  private Blocks() {}

  /** A case: what goes in, and the lines that come out. */
  record Block(String input, List<String> expected) {
    @Override
    public String toString() {
      return input;
    }

    /** Returns the input with its escapes, such as \n and \0, replaced by what they stand for. */
    String script() {
      return input
          .replace("\\n", "\n")
          .replace("\\0", "\0")
          .replace("\\uD800", "\uD800")
          .replace("\\uFEFF", "\uFEFF");
    }
  }

  /** Reads the cases of a file beside the tests. */
  static Stream<Block> of(String file) {
    try (InputStream in = requireNonNull(Blocks.class.getResourceAsStream(file), file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.strip().split("\n\n"))
          .map(block -> Arrays.asList(block.split("\n")))
          .map(lines -> new Block(lines.get(0), lines.subList(1, lines.size())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
