package org.rhodb.engine.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.store.SqlRequest;
import org.rhodb.grammar.Position;

/**
 * Where the user wrote the call of a table function and its arguments. A call in a view or macro
 * has no place, nor has one of several that cannot be told apart by what they were given.
 */
public final class CallPlaces {
  private final SqlRequest request;
  private final StatementWords words;
  private final List<Call> calls = new ArrayList<>();

  /** The place of a value: its first lexeme and the one behind its last. */
  private record Range(int from, int to) {}

  /** A call: its name's lexeme and the values by parameter, lower case. */
  private record Call(int name, Map<String, Range> values) {}

  private CallPlaces(SqlRequest request) {
    this.request = request;
    this.words = new StatementWords(request.sql());
  }

  /**
   * Finds a call in a statement.
   *
   * @param given what the function was given
   */
  public static CallPlaces of(SqlRequest request, String function, Map<String, Object> given) {
    CallPlaces places = new CallPlaces(request);
    for (int i = 0; i < places.words.size(); i++) {
      boolean isCall = places.words.word(i).equalsIgnoreCase(function);
      if (isCall && places.words.word(i + 1).equals("(")) {
        places.calls.add(new Call(i, places.values(i + 2)));
      }
    }
    places.calls.removeIf(call -> !places.isGiven(call, given));
    return places;
  }

  /** Returns an error at an argument, or at the function's name where that is not written. */
  public QueryException at(String parameter, QueryException error) {
    return argument(parameter).or(this::name).map(error::orAt).orElse(error);
  }

  /** Returns the place of an argument. */
  public Optional<Position> argument(String parameter) {
    return only()
        .flatMap(call -> Optional.ofNullable(call.values().get(parameter)))
        .flatMap(this::locate);
  }

  /** Returns the place of the function's name. */
  public Optional<Position> name() {
    return only().flatMap(call -> locate(new Range(call.name(), call.name() + 1)));
  }

  private Optional<Call> only() {
    return calls.size() == 1 ? Optional.of(calls.get(0)) : Optional.empty();
  }

  private Optional<Position> locate(Range range) {
    return request.positions().locate(words.start(range.from()), words.end(range.to() - 1));
  }

  private Map<String, Range> values(int first) {
    Map<String, Range> values = new LinkedHashMap<>();
    int next = first;
    while (next < words.size() && !words.word(next).equals(")")) {
      int end = endOfArgument(next);
      int value = next + 1;
      while (Set.of(":", "=", ":=", "=>", ">").contains(words.word(value))) {
        value++;
      }
      if (value > next + 1 && value < end) {
        values.put(words.word(next).toLowerCase(Locale.ROOT), new Range(value, end));
      }
      next = words.word(end).equals(",") ? end + 1 : end;
    }
    return values;
  }

  /** Returns the comma or bracket behind an argument. */
  private int endOfArgument(int first) {
    int depth = 0;
    for (int i = first; i < words.size(); i++) {
      depth += words.depthOf(i);
      if (depth < 0 || (depth == 0 && words.word(i).equals(","))) {
        return i;
      }
    }
    return words.size();
  }

  /** Returns whether a call may be the one: its texts are those that the function was given. */
  private boolean isGiven(Call call, Map<String, Object> given) {
    for (Map.Entry<String, Range> value : call.values().entrySet()) {
      Range range = value.getValue();
      boolean isText = range.to() == range.from() + 1 && words.word(range.from()).startsWith("'");
      if (isText && !words.name(range.from()).last().equals(given.get(value.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
