package org.rhodb.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Function that gives the version of this build, as the pom states it. */
final class Version {
  private Version() {}

  static String text() {
    try (InputStream input = Version.class.getResourceAsStream("version.txt")) {
      if (input == null) {
        throw new IllegalStateException("the build left out version.txt");
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
