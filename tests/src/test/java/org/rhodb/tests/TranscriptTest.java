package org.rhodb.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.shell.session.DotCommand;

/** Every transcript, typed again at a dumb terminal, gives itself. */
final class TranscriptTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> givesWhatItSays() throws IOException {
    assertThat(Transcript.all()).isNotEmpty();
    return Transcript.all().stream().map(t -> DynamicTest.dynamicTest(t.name(), () -> check(t)));
  }

  private void check(Transcript transcript) throws IOException {
    Path home = Files.createDirectories(folder.resolve(transcript.name()));
    String actual = transcript.run(home.toRealPath());
    Path target = Path.of("target/script/shell").resolve(transcript.name() + ".txt");
    Files.createDirectories(target.getParent());
    Files.writeString(target, actual, StandardCharsets.UTF_8);
    assertThat(actual)
        .as("accept with: cp tests/%s tests/%s", target, transcript.file())
        .isEqualTo(transcript.text());
  }

  @Test
  void coversEveryDotCommand() throws IOException {
    String typed =
        Transcript.all().stream().map(t -> String.join("\n", t.typed())).toList().toString();
    for (DotCommand command : Transcript.dotCommands()) {
      assertThat(typed).as("a transcript with %s", command.name()).contains(command.name());
      assertThat(command.description()).isNotBlank();
    }
  }
}
