package org.rhodb.shell.format;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Function from maps and lists to JSON for files that people read too: one key a line. */
public final class JsonText {
  private JsonText() {}

  /** Returns the JSON of a value, with a line feed at its end; keys keep their order. */
  public static String of(Map<String, ?> object) {
    StringBuilder out = new StringBuilder();
    append(out, object, "\n");
    return out.append('\n').toString();
  }

  private static void append(StringBuilder out, @Nullable Object value, String lineStart) {
    String inner = lineStart + "  ";
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator).append(inner);
        JsonRow.appendValue(out, String.valueOf(entry.getKey()));
        out.append(": ");
        append(out, entry.getValue(), inner);
        separator = ",";
      }
      out.append(lineStart).append('}');
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      String separator = "[";
      for (Object element : list) {
        out.append(separator).append(inner);
        append(out, element, inner);
        separator = ",";
      }
      out.append(lineStart).append(']');
    } else {
      JsonRow.appendValue(out, value);
    }
  }
}
