package org.rhodb.shell.saved;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.StatementText;
import org.rhodb.shell.session.ScriptFile;
import org.rhodb.shell.yaml.YamlText;

/**
 * A saved query: its front matter and its statements, of which the last gives the result.
 *
 * @param name the file's name without its ending
 * @param text the whole file, with line feeds alone
 * @param header its front matter
 * @param statements at least one
 */
public record SavedQuery(
    String name, String text, FrontMatter header, List<StatementText> statements) {
  private static final String OPEN = "/*---";
  private static final String CLOSE = "---*/";

  public SavedQuery {
    requireNonNull(name, "name is null");
    requireNonNull(text, "text is null");
    requireNonNull(header, "header is null");
    statements = List.copyOf(statements);
  }

  /**
   * Reads a file.
   *
   * @throws QueryException X401 if it cannot be read, S103 if it is not UTF-8; and as {@link #of}
   */
  public static SavedQuery read(Path file) {
    return of(name(file), text(file));
  }

  /** Returns the name of the query in a file. */
  public static String name(Path file) {
    String fileName = String.valueOf(file.getFileName());
    return fileName.endsWith(".sql") ? fileName.substring(0, fileName.length() - 4) : fileName;
  }

  /**
   * Returns the characters of a file.
   *
   * @throws QueryException X401 if it cannot be read, S103 if it is not UTF-8
   */
  public static String text(Path file) {
    return ScriptFile.read(file);
  }

  /**
   * Reads a text; positions of errors are those in it.
   *
   * @throws QueryException S106 if the front matter is missing or malformed, A207 if its chart
   *     cannot be drawn
   */
  public static SavedQuery of(String name, String text) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (!text.startsWith(OPEN, start)) {
      throw QueryException.at(
              Position.of(text, start, start),
              ErrorCode.S106,
              "a saved query begins with its front matter")
          .withHint(OPEN + " title: ... question: ... " + CLOSE);
    }
    int blockStart = start + OPEN.length();
    int end = text.indexOf(CLOSE, blockStart);
    if (end < 0) {
      throw QueryException.at(
          Position.of(text, start, blockStart),
          ErrorCode.S106,
          "the front matter is never closed: " + CLOSE + " is missing");
    }
    FrontMatter header =
        FrontMatterReader.read(YamlText.read(text, "the front matter", blockStart, end));
    List<StatementText> statements = QueryParser.split(text);
    if (statements.isEmpty()) {
      throw QueryException.at(
          Position.of(text, end, end + CLOSE.length()),
          ErrorCode.S106,
          "no statement follows the front matter");
    }
    return new SavedQuery(name, text, header, statements);
  }

  /** Returns the hash of the file: what tells two versions of a query apart. */
  public String sha256() {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
