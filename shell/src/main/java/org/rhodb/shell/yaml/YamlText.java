package org.rhodb.shell.yaml;

import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.Position;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The YAML block of a file, read so that every value knows its place in that file. */
public final class YamlText {
  private static final int MAX_CHARACTERS = 1 << 20;

  private final String file;
  private final String name;
  private final int[] lineStarts;

  private YamlText(String file, String name) {
    this.file = file;
    this.name = name;
    this.lineStarts =
        java.util.stream.IntStream.concat(
                java.util.stream.IntStream.of(0),
                java.util.stream.IntStream.range(0, file.length())
                    .filter(i -> file.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  /**
   * Reads the block.
   *
   * @param file the whole file
   * @param name what messages call it, such as {@code the front matter}
   * @param start offset of the block's first character
   * @param end offset behind its last
   * @throws QueryException S106 if it is not YAML, or not a mapping
   */
  public static YamlMap read(String file, String name, int start, int end) {
    YamlText text = new YamlText(file, name);
    // All before the block is blank, so that the parser's lines and columns are the file's.
    StringBuilder padded = new StringBuilder(end);
    file.chars().limit(start).forEach(c -> padded.append(c == '\n' ? '\n' : ' '));
    int lineStart = padded.lastIndexOf("\n") + 1;
    padded.setLength(lineStart);
    padded.append(" ".repeat(start - lineStart)).append(file, start, end);
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(true) // told apart by YamlMap, with the place of the second
            .setCodePointLimit(MAX_CHARACTERS)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(padded.toString());
      Node node =
          root.orElseThrow(
              () ->
                  QueryException.at(
                      Position.of(file, start, end), ErrorCode.S106, name + " is empty"));
      return new YamlValue(text, name, node).map();
    } catch (MarkedYamlEngineException e) {
      throw text.malformed(e, start);
    } catch (YamlEngineException e) {
      throw QueryException.at(
              Position.of(file, start, start),
              ErrorCode.S106,
              name + " is not YAML: " + firstLine(String.valueOf(e.getMessage())))
          .withCause(e);
    }
  }

  private QueryException malformed(MarkedYamlEngineException error, int start) {
    Position position =
        error
            .getProblemMark()
            .or(error::getContextMark)
            .map(mark -> position(mark, mark))
            .orElse(Position.of(file, start, start));
    String problem = error.getProblem() == null ? error.getContext() : error.getProblem();
    return QueryException.at(
            position, ErrorCode.S106, name + " is not YAML: " + firstLine(String.valueOf(problem)))
        .withCause(error);
  }

  /** Returns the range between two marks, on the first one's line. */
  Position position(Mark from, Mark to) {
    int start = offset(from);
    int end = offset(to);
    int lineEnd = file.indexOf('\n', start);
    lineEnd = lineEnd < 0 ? file.length() : lineEnd;
    return Position.of(file, start, Math.max(start, Math.min(end, lineEnd)));
  }

  /** Marks count code points, positions UTF-16 units. */
  private int offset(Mark mark) {
    int lineStart = lineStarts[Math.min(mark.getLine(), lineStarts.length - 1)];
    int left = file.codePointCount(lineStart, file.length());
    return file.offsetByCodePoints(lineStart, Math.min(mark.getColumn(), left));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
