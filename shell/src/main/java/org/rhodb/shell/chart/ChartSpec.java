package org.rhodb.shell.chart;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;

/**
 * What picture to draw of a result: a kind and which columns are what.
 *
 * @param kind what is drawn
 * @param options values by option; those that name columns may have several
 */
public record ChartSpec(ChartKind kind, Map<String, List<String>> options) {
  /** Options whose values are names of columns. */
  private static final List<String> COLUMN_OPTIONS =
      List.of("x", "y", "value", "series", "low", "high", "interval_of", "label", "token", "line");

  /** Options that may have several values. */
  private static final List<String> LIST_OPTIONS = List.of("y", "names");

  private static final int MAX_BINS = 1000;

  /**
   * Checks the options.
   *
   * @throws QueryException A207 if one is unknown, missing or has a value it cannot take
   */
  public ChartSpec {
    requireNonNull(kind, "kind is null");
    Map<String, List<String>> copy = new LinkedHashMap<>();
    options.forEach((key, values) -> copy.put(key, List.copyOf(values)));
    options = copy;
    for (Map.Entry<String, List<String>> option : options.entrySet()) {
      checkOption(kind, option.getKey(), option.getValue());
    }
    for (String key : kind.required()) {
      if (!options.containsKey(key)) {
        throw QueryException.of(ErrorCode.A207, "a chart of kind " + kind.key() + " needs " + key)
            .withHint("it takes " + String.join(", ", kind.options()));
      }
    }
    int ys = options.getOrDefault("y", List.of()).size();
    int names = options.getOrDefault("names", List.of()).size();
    if (names > 0 && names != ys) {
      throw QueryException.of(
          ErrorCode.A207, "names takes one for each y, " + ys + "; found " + names);
    }
    boolean hasLow = options.containsKey("low");
    if (hasLow != options.containsKey("high")) {
      throw QueryException.of(
          ErrorCode.A207,
          "an interval needs low and high; found only " + (hasLow ? "low" : "high"));
    }
  }

  /**
   * Reads a spec as after {@code .plot}: {@code heatmap x=checkpoint y=layer value=mean_excess}.
   * Several columns are separated by commas; a value with spaces stands in double quotes.
   *
   * @throws QueryException A207 if it is none
   */
  public static ChartSpec parse(String text) {
    List<String> words = words(text);
    if (words.isEmpty()) {
      throw QueryException.of(ErrorCode.A207, "a chart needs a kind")
          .withHint("kinds: " + String.join(", ", ChartKind.keys()));
    }
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw QueryException.of(
            ErrorCode.A207, "a chart's options are written name=column; found '" + word + "'");
      }
      String key = word.substring(0, equals);
      String value = word.substring(equals + 1);
      options.put(key, LIST_OPTIONS.contains(key) ? List.of(value.split(",")) : List.of(value));
    }
    return new ChartSpec(kind(words.get(0)), options);
  }

  /**
   * Returns the kind of a name.
   *
   * @throws QueryException A207 if there is none
   */
  public static ChartKind kind(String name) {
    return ChartKind.of(name)
        .orElseThrow(
            () ->
                QueryException.of(ErrorCode.A207, "unknown kind of chart '" + name + "'")
                    .withHint(Suggestion.hint(name, "kinds", ChartKind.keys())));
  }

  /** Returns the first value of an option, or the other text if it is not given. */
  public String text(String option, String otherwise) {
    List<String> values = options.getOrDefault(option, List.of());
    return values.isEmpty() ? otherwise : values.get(0);
  }

  /** Returns whether an option is given. */
  public boolean has(String option) {
    return options.containsKey(option);
  }

  /** Returns every column it names, in the order given. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    options.forEach(
        (key, values) -> {
          if (COLUMN_OPTIONS.contains(key)) {
            columns.addAll(values);
          }
        });
    return columns;
  }

  private static void checkOption(ChartKind kind, String key, List<String> values) {
    if (!kind.options().contains(key)) {
      throw QueryException.of(
              ErrorCode.A207, "a chart of kind " + kind.key() + " has no option '" + key + "'")
          .withHint(Suggestion.hint(key, "options", kind.options()));
    }
    if (values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
      throw QueryException.of(ErrorCode.A207, "the chart's " + key + " is empty");
    }
    if (values.size() > 1 && !LIST_OPTIONS.contains(key)) {
      throw QueryException.of(
          ErrorCode.A207, "the chart's " + key + " takes one column; found " + values.size());
    }
    if (key.equals("x_scale") && !values.get(0).equals("linear") && !values.get(0).equals("log")) {
      throw QueryException.of(
          ErrorCode.A207, "x_scale takes linear or log; found '" + values.get(0) + "'");
    }
    if (key.equals("bins") && !isBinCount(values.get(0))) {
      throw QueryException.of(
          ErrorCode.A207,
          "bins takes a whole number from 1 to " + MAX_BINS + "; found '" + values.get(0) + "'");
    }
  }

  private static boolean isBinCount(String text) {
    try {
      int bins = Integer.parseInt(text);
      return bins >= 1 && bins <= MAX_BINS;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Splits at spaces that are not in double quotes; the quotes are dropped. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isQuoted = false;
    for (char c : (text + " ").toCharArray()) {
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (Character.isWhitespace(c) && !isQuoted) {
        if (word.length() > 0) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(c);
      }
    }
    if (isQuoted) {
      throw QueryException.of(ErrorCode.A207, "a quote in the chart's options is never closed");
    }
    return words;
  }
}
