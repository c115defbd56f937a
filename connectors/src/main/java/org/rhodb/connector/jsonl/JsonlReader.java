package org.rhodb.connector.jsonl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rhodb.connector.file.TextInput;
import org.rhodb.connector.file.Unreadable;
import org.rhodb.connector.json.BoundedJson;
import org.rhodb.engine.corpus.Documents;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;

/** Reads the text column of one file of JSON lines; every error names file and line. */
final class JsonlReader implements Documents {
  /** Characters of a line; the longest lines of the Pile have 10 million. */
  private static final int MAX_LINE = 1 << 27;

  private static final BoundedJson JSON = new BoundedJson(64, 1 << 12, MAX_LINE);

  private final Path path;
  private final String column;
  private final BufferedReader reader;
  private final LineReader lines;
  private long lineNumber;
  private @Nullable Text waiting;

  JsonlReader(Path path, String column) {
    this.path = path;
    this.column = column;
    this.reader = TextInput.open(path);
    this.lines = new LineReader(reader, MAX_LINE);
  }

  @Override
  public boolean hasNext() {
    while (waiting == null) {
      String line = nextLine();
      if (line == null) {
        return false;
      }
      if (!line.isBlank()) {
        waiting = read(line);
      }
    }
    return true;
  }

  @Override
  public Piece next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Text text = Objects.requireNonNull(waiting);
    waiting = null;
    return text;
  }

  private @Nullable String nextLine() {
    lineNumber++;
    try {
      return lines.next();
    } catch (CharacterCodingException e) {
      throw malformed("is not UTF-8, or a line soon after it is not").withCause(e);
    } catch (LineReader.LineTooLongException e) {
      throw malformed("has more than " + MAX_LINE + " characters").withCause(e);
    } catch (IOException e) {
      throw Unreadable.file(path, e);
    }
  }

  private @Nullable Text read(String line) {
    try (JsonParser parser = JSON.parser(new StringReader(line))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("is not a JSON object");
      }
      List<String> columns = new ArrayList<>();
      boolean isFound = false;
      String text = null;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (!name.equals(column)) {
          if (columns.size() < 100) {
            columns.add(name);
          }
          parser.skipChildren();
          continue;
        }
        if (isFound) {
          throw malformed("has column '" + column + "' twice");
        }
        isFound = true;
        if (value == JsonToken.VALUE_STRING) {
          text = parser.getText();
        } else if (value != JsonToken.VALUE_NULL) {
          throw malformed("has no text in column '" + column + "'");
        }
      }
      if (parser.nextToken() != null) {
        throw malformed("has text behind its JSON object");
      }
      if (!isFound) {
        throw malformed("has no column '" + column + "'")
            .withHint(Suggestion.hint(column, "columns", columns));
      }
      return text == null ? null : new Text(text);
    } catch (IOException e) {
      throw malformed(BoundedJson.JsonFault.of(e).getMessage()).withCause(e);
    }
  }

  private QueryException malformed(String what) {
    return QueryException.of(ErrorCode.X407, "line " + lineNumber + " of '" + path + "' " + what);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
