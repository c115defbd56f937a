package org.rhodb.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad input gives its error, whole: place, message, way out. */
class BadInputTest {

  static Stream<Blocks.Block> badInput() {
    return Blocks.of("bad-input.txt");
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void saysWhatIsWrongAndWhere(Blocks.Block block) {
    SyntaxException error =
        catchThrowableOfType(SyntaxException.class, () -> QueryParser.parse(block.script()));
    assertThat(error).isNotNull();
    assertThat(rendered(error, block.input())).isEqualTo(block.expected());
    assertThat(error.expected()).hasSizeLessThanOrEqualTo(8);
  }

  /** The caret line refers to the input as written in the file where it holds no escapes. */
  private static List<String> rendered(SyntaxException error, String input) {
    List<String> lines = new ArrayList<>();
    Position at = error.position();
    int width = Math.max(1, Math.min(at.end(), input.length()) - at.start());
    lines.add(" ".repeat(at.column() - 1) + "^".repeat(width));
    lines.add(error.kind() + " " + at.line() + ":" + at.column() + " " + error.getMessage());
    if (!error.hint().isEmpty()) {
      lines.add(error.hint());
    }
    return lines;
  }
}
