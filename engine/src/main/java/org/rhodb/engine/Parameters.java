package org.rhodb.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.grammar.ParameterValues;
import org.rhodb.grammar.tree.Parameter;

/**
 * Values for a statement's placeholders: in order for {@code ?}, {@code ?2} and {@code $2}, by name
 * for {@code $rho}. They are bound with their types, in SQL by the store and in relations by the
 * grammar; none is ever made into text.
 *
 * <p>A value is a String, Boolean, Number, byte[], UUID, a date or time of java.time or java.sql, a
 * List; or null for NULL. A clause of a relation takes numbers and texts only.
 */
public final class Parameters implements ParameterValues {
  private static final Parameters NONE = new Parameters(List.of(), new TreeMap<>());

  private final List<@Nullable Object> inOrder;
  private final Map<String, @Nullable Object> byName;

  private Parameters(List<@Nullable Object> inOrder, Map<String, @Nullable Object> byName) {
    this.inOrder = inOrder;
    this.byName = byName;
  }

  /** Returns no values: a placeholder in the statement is then an error. */
  public static Parameters none() {
    return NONE;
  }

  /** Returns the values of placeholders that are numbered; the first is that of {@code ?1}. */
  public static Parameters inOrder(List<? extends @Nullable Object> values) {
    // A value may be null, which List.copyOf refuses.
    return new Parameters(Collections.unmodifiableList(new ArrayList<>(values)), new TreeMap<>());
  }

  /**
   * Returns the values of placeholders that are named, by name without the {@code $}; upper and
   * lower case are the same.
   */
  public static Parameters named(Map<String, ? extends @Nullable Object> values) {
    Map<String, @Nullable Object> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(values);
    return new Parameters(List.of(), byName);
  }

  /**
   * Returns the value of a placeholder.
   *
   * @throws QueryException A207 at the placeholder if there is none
   */
  @Nullable Object value(Parameter parameter) {
    if (parameter.isNamed() ? !byName.containsKey(parameter.name()) : !hasNumber(parameter)) {
      throw QueryException.at(
              parameter.position(),
              ErrorCode.A207,
              String.format(Locale.ROOT, "parameter %s has no value", parameter.label()))
          .withHint(byName.isEmpty() ? "" : "values were given for " + given());
    }
    return parameter.isNamed() ? byName.get(parameter.name()) : inOrder.get(parameter.number() - 1);
  }

  private boolean hasNumber(Parameter parameter) {
    return parameter.number() <= inOrder.size();
  }

  @Override
  public @Nullable Object value(Parameter parameter, Wanted wanted) {
    return value(parameter);
  }

  /**
   * Refuses values that no placeholder takes.
   *
   * @param stated the statement's placeholders
   * @throws QueryException A207 that names the value
   */
  void checkUsed(List<Parameter> stated) {
    List<String> names = stated.stream().map(Parameter::name).distinct().sorted().toList();
    for (String name : byName.keySet()) {
      if (names.stream().noneMatch(name::equalsIgnoreCase)) {
        throw QueryException.of(
                ErrorCode.A207,
                String.format(Locale.ROOT, "the statement has no parameter '%s'", name))
            .withHint(Suggestion.hint(name, "parameters", names));
      }
    }
    int highest = stated.stream().mapToInt(Parameter::number).max().orElse(0);
    if (inOrder.size() > highest) {
      throw QueryException.of(
          ErrorCode.A207,
          String.format(
              Locale.ROOT,
              "the statement has %d parameters; %d values were given",
              highest,
              inOrder.size()));
    }
  }

  /**
   * Returns a statement as {@code runs} keeps it: its text, and what its placeholders stood for.
   */
  String record(String statement, List<Parameter> stated) {
    if (stated.isEmpty()) {
      return statement;
    }
    Map<Integer, Parameter> once = new TreeMap<>();
    stated.forEach(parameter -> once.putIfAbsent(parameter.number(), parameter));
    return statement
        + once.values().stream()
            .map(p -> p.label() + " = " + shown(value(p)))
            .collect(Collectors.joining(", ", " /* ", " */"));
  }

  private static String shown(@Nullable Object value) {
    return value instanceof String text
        ? "'" + text.replace("'", "''").replace("*/", "* /").replace("/*", "/ *") + "'"
        : value == null ? "NULL" : value.toString();
  }

  private String given() {
    return byName.keySet().stream().map(name -> "$" + name).collect(Collectors.joining(", "));
  }
}
