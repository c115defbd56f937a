package org.rhodb.engine.relation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;

/** Says what our table functions take, where the store says only what they do not. */
public final class FunctionHints {
  private static final Pattern UNKNOWN =
      Pattern.compile("invalid named parameter '(.+)' for function (\\w+)");
  private static final Pattern BY_POSITION =
      Pattern.compile("no function matches the given name and argument types '(\\w+)\\(.*");

  private FunctionHints() {}

  /** Returns an error of the store with what the function that it is about takes. */
  public static QueryException explained(QueryException error) {
    if (error.code() != ErrorCode.A208) {
      return error;
    }
    Matcher unknown = UNKNOWN.matcher(error.getMessage());
    if (unknown.matches()) {
      return parameters(unknown.group(2))
          .map(known -> error.withHint(Suggestion.hint(unknown.group(1), "parameters", known)))
          .orElse(error);
    }
    Matcher byPosition = BY_POSITION.matcher(error.getMessage());
    return byPosition.matches()
        ? parameters(byPosition.group(1))
            .map(known -> error.withHint("it takes parameters by name: " + named(known)))
            .orElse(error)
        : error;
  }

  private static Optional<List<String>> parameters(String function) {
    return Relation.all().stream()
        .filter(relation -> relation.function().equals(function.toLowerCase(Locale.ROOT)))
        .map(relation -> relation.parameters().stream().map(RelationParameter::key).toList())
        .findFirst();
  }

  private static String named(List<String> parameters) {
    return parameters.stream().map(p -> p + " := ..").collect(Collectors.joining(", "));
  }
}
