package org.rhodb.shell.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.row.ValueText;

/**
 * Function from rows to JSON objects.
 *
 * <p>Numbers keep all their digits; one that is not finite, which JSON cannot say, is the string
 * "NaN", "Infinity" or "-Infinity", as PostgreSQL writes it: null is SQL's NULL alone. Text keeps
 * every character, control characters as JSON escapes; half a surrogate pair, which UTF-8 cannot
 * say, as an escape too.
 */
final class JsonRow {
  /** What help says of numbers that are none to JSON. */
  static final String NOT_FINITE = "NaN and infinity are strings";

  private JsonRow() {}

  /** Appends the current row as one object on one line. */
  static void append(StringBuilder out, List<Heading> headings, Table table) {
    out.append('{');
    for (int i = 0; i < headings.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      appendText(out, headings.get(i).name());
      out.append(": ");
      appendValue(out, table.value(i));
    }
    out.append('}');
  }

  static void appendValue(StringBuilder out, @Nullable Object value) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Double || value instanceof Float) {
      boolean isFinite = Double.isFinite(((Number) value).doubleValue());
      String quote = isFinite ? "" : "\"";
      out.append(quote).append(value).append(quote);
    } else if (value instanceof BigDecimal decimal) {
      out.append(decimal.toPlainString());
    } else if (isWhole(value)) {
      out.append(value);
    } else if (value instanceof List<?> list) {
      appendList(out, list);
    } else if (value instanceof Map<?, ?> map) {
      appendMap(out, map);
    } else {
      appendText(out, ValueText.of(value));
    }
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger;
  }

  private static void appendList(StringBuilder out, List<?> list) {
    out.append('[');
    boolean isFirst = true;
    for (Object element : list) {
      out.append(isFirst ? "" : ", ");
      appendValue(out, element);
      isFirst = false;
    }
    out.append(']');
  }

  private static void appendMap(StringBuilder out, Map<?, ?> map) {
    out.append('{');
    boolean isFirst = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(isFirst ? "" : ", ");
      Object key = entry.getKey();
      appendText(out, key == null ? "null" : ValueText.of(key));
      out.append(": ");
      appendValue(out, entry.getValue());
      isFirst = false;
    }
    out.append('}');
  }

  private static void appendText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f || isLoneSurrogate(text, i)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isLoneSurrogate(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }
}
