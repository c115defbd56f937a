package org.rhodb.shell.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rhodb.shell.format.Heading;
import org.rhodb.shell.format.ListedTable;

/** Reads back what the CSV format writes: an empty field is NULL, {@code ""} the empty text. */
final class CsvRows {
  private final String text;
  private int at;

  private CsvRows(String text) {
    this.text = text;
  }

  /**
   * Reads all rows.
   *
   * @param types SQL names of types by column
   */
  static ListedTable read(String text, Map<?, ?> types) {
    CsvRows rows = new CsvRows(text);
    List<Heading> headings = new ArrayList<>();
    for (@Nullable String name : rows.line()) {
      String column = String.valueOf(name);
      headings.add(new Heading(column, String.valueOf(types.get(column))));
    }
    List<List<@Nullable Object>> read = new ArrayList<>();
    while (rows.at < text.length()) {
      List<@Nullable Object> row = new ArrayList<>();
      List<@Nullable String> fields = rows.line();
      for (int i = 0; i < headings.size(); i++) {
        row.add(value(i < fields.size() ? fields.get(i) : null, headings.get(i)));
      }
      read.add(row);
    }
    return new ListedTable(headings, read);
  }

  private static @Nullable Object value(@Nullable String field, Heading heading) {
    if (field == null || !heading.isNumber()) {
      return field;
    }
    return switch (field) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> new java.math.BigDecimal(field);
    };
  }

  private List<@Nullable String> line() {
    List<@Nullable String> fields = new ArrayList<>();
    fields.add(field());
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      fields.add(field());
    }
    at++; // the line feed
    return fields;
  }

  private @Nullable String field() {
    if (at >= text.length() || text.charAt(at) != '"') {
      int start = at;
      while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
        at++;
      }
      return at == start ? null : text.substring(start, at);
    }
    StringBuilder field = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        if (at + 1 >= text.length() || text.charAt(at + 1) != '"') {
          at++;
          break;
        }
        at++;
      }
      field.append(c);
    }
    return field.toString();
  }
}
