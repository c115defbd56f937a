package org.rhodb.engine.store;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * DuckDB's account of an error, read from its JSON form, or from plain text where it gives that.
 *
 * @param type DuckDB's class of error: {@code Parser}, {@code Catalog}, {@code Out of Memory}
 * @param message what happened, in DuckDB's words
 * @param details everything else it says: name, candidates, location, error_subtype, errno
 */
record ErrorText(String type, String message, Map<String, String> details) {
  private static final String JSON_START = "{\"exception_type\"";
  private static final String PLAIN_MARK = " Error: ";

  ErrorText {
    requireNonNull(type, "type is null");
    requireNonNull(message, "message is null");
    details = Map.copyOf(details);
  }

  /** Reads the text of an exception. */
  static ErrorText read(String text) {
    int json = text.indexOf(JSON_START);
    if (json >= 0) {
      Map<String, String> fields = new Fields(text, json).read();
      String type = fields.getOrDefault("exception_type", "");
      String message = fields.getOrDefault("exception_message", "");
      return new ErrorText(type, message, fields);
    }
    int mark = text.indexOf(PLAIN_MARK);
    int lineEnd = text.indexOf('\n');
    if (mark > 0 && (lineEnd < 0 || mark < lineEnd)) {
      return new ErrorText(
          text.substring(0, mark), text.substring(mark + PLAIN_MARK.length()), Map.of());
    }
    return new ErrorText("", text, Map.of());
  }

  /** Returns a detail, or an empty text. */
  String detail(String name) {
    return details.getOrDefault(name, "");
  }

  /** Returns the first line of the message, without closing marks. */
  String firstLine() {
    String line = message.strip().lines().findFirst().orElse("").strip();
    while (line.endsWith("!") || line.endsWith(".") || line.endsWith(":")) {
      line = line.substring(0, line.length() - 1);
    }
    return line;
  }

  /** Returns the range of UTF-16 units in the SQL that DuckDB blames, if it lies within it. */
  Optional<Range> range(String sql) {
    String[] parts = detail("location").replace("[", "").replace("]", "").split(",");
    if (parts.length != 2) {
      return Optional.empty();
    }
    int startByte;
    int endByte;
    try {
      startByte = Integer.parseInt(parts[0].strip());
      endByte = Math.addExact(startByte, Integer.parseInt(parts[1].strip()));
    } catch (NumberFormatException | ArithmeticException e) {
      return Optional.empty();
    }
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    if (startByte < 0 || endByte > bytes.length) {
      return Optional.empty();
    }
    int start = new String(bytes, 0, startByte, StandardCharsets.UTF_8).length();
    int end =
        start + new String(bytes, startByte, endByte - startByte, StandardCharsets.UTF_8).length();
    // The place may belong to the text of a view; then the name is not found there.
    String name = detail("name");
    String blamed = sql.substring(start, Math.min(end, sql.length()));
    if (!name.isEmpty() && !folded(blamed).contains(folded(name))) {
      return Optional.empty();
    }
    return Optional.of(new Range(start, end));
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT).replace("\"", "");
  }

  /** A range of UTF-16 units, end excluded. */
  record Range(int start, int end) {}

  /** Reads one JSON object whose values are all strings. */
  private static final class Fields {
    private final String text;
    private int at;

    Fields(String text, int start) {
      this.text = text;
      this.at = start;
    }

    Map<String, String> read() {
      Map<String, String> fields = new HashMap<>();
      at++;
      while (at < text.length() && text.charAt(at) == '"') {
        String name = string();
        at++;
        if (at >= text.length() || text.charAt(at) != '"') {
          break;
        }
        fields.put(name, string());
        if (at >= text.length() || text.charAt(at) != ',') {
          break;
        }
        at++;
      }
      return fields;
    }

    private String string() {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        char c = text.charAt(at++);
        value.append(c == '\\' && at < text.length() ? escaped() : c);
      }
      at++;
      return value.toString();
    }

    private char escaped() {
      char c = text.charAt(at++);
      return switch (c) {
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'r' -> '\r';
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'u' -> unit();
        default -> c;
      };
    }

    private char unit() {
      int end = Math.min(at + 4, text.length());
      char unit = (char) Integer.parseInt(text.substring(at, end), 16);
      at = end;
      return unit;
    }
  }
}
