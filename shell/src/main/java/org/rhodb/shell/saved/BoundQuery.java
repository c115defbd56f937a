package org.rhodb.shell.saved;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Parameters;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.grammar.Lexeme;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.QueryParser;
import org.rhodb.grammar.StatementText;

/**
 * A saved query with a value for each of its parameters.
 *
 * @param query the query
 * @param values by parameter, {@code seed} among them if there is one
 * @param statements its statements, each with the values of its placeholders
 */
public record BoundQuery(
    SavedQuery query, Map<String, Object> values, List<BoundStatement> statements) {
  private static final String SEED = "seed";

  public BoundQuery {
    requireNonNull(query, "query is null");
    values = Map.copyOf(values);
    statements = List.copyOf(statements);
  }

  /**
   * A statement and what its parameters stand for.
   *
   * @param text the statement, as saved
   * @param values by name
   */
  public record BoundStatement(StatementText text, Parameters values) {}

  /**
   * Binds values.
   *
   * @param given texts by parameter; the others take their defaults
   * @throws QueryException A207 if one is unknown, missing or not of its type; S106 if the
   *     statements and the front matter do not name the same parameters
   */
  public static BoundQuery of(SavedQuery query, Map<String, String> given) {
    return bind(query, given, false);
  }

  /** Binds the defaults, for a look at the statements only: what has none is NULL. */
  static BoundQuery forCheck(SavedQuery query) {
    return bind(query, Map.of(), true);
  }

  private static BoundQuery bind(SavedQuery query, Map<String, String> given, boolean isForCheck) {
    List<Parameter> parameters = new ArrayList<>(query.header().parameters());
    query.header().seed().ifPresent(seed -> parameters.add(seed(seed)));
    List<String> names = parameters.stream().map(Parameter::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw QueryException.of(ErrorCode.A207, query.name() + " has no parameter '" + name + "'")
            .withHint(Suggestion.hint(name, "parameters", names));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Optional<Object> value =
          Optional.ofNullable(given.get(parameter.name()))
              .<Object>map(parameter::value)
              .or(parameter::standard);
      if (value.isEmpty() && !isForCheck) {
        throw QueryException.of(
                ErrorCode.A207, "parameter '" + parameter.name() + "' has no default")
            .withHint("give it with --param " + parameter.name() + "=...");
      }
      value.ifPresent(v -> values.put(parameter.name(), v));
    }
    return new BoundQuery(query, values, statements(query, parameters, values));
  }

  private static Parameter seed(long seed) {
    return new Parameter(
        SEED,
        ParameterType.INTEGER,
        Optional.of(seed),
        "seed of everything drawn",
        new Position(0, 0, 1, 1));
  }

  private static List<BoundStatement> statements(
      SavedQuery query, List<Parameter> parameters, Map<String, Object> values) {
    Set<String> used = new TreeSet<>();
    List<String> names = parameters.stream().map(Parameter::name).toList();
    List<BoundStatement> statements = new ArrayList<>();
    for (StatementText statement : query.statements()) {
      Map<String, @Nullable Object> own = new LinkedHashMap<>();
      for (Lexeme lexeme : QueryParser.lexemes(query.text())) {
        boolean isOwn = lexeme.start() >= statement.start() && lexeme.end() <= statement.end();
        if (isOwn && lexeme.kind() == Lexeme.Kind.PARAMETER) {
          String name = name(query, lexeme, names);
          used.add(name);
          own.put(name, values.get(name));
        }
      }
      statements.add(new BoundStatement(statement, Parameters.named(own)));
    }
    for (Parameter parameter : query.header().parameters()) {
      if (!used.contains(parameter.name())) {
        throw QueryException.at(
            parameter.position(),
            ErrorCode.S106,
            "parameter '" + parameter.name() + "' is not used: no $" + parameter.name());
      }
    }
    return statements;
  }

  private static String name(SavedQuery query, Lexeme lexeme, List<String> names) {
    String written = query.text().substring(lexeme.start(), lexeme.end());
    String name = written.substring(1);
    Position position = Position.of(query.text(), lexeme.start(), lexeme.end());
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      throw QueryException.at(
          position,
          ErrorCode.S106,
          "a saved query names its parameters, as in $rho; found '" + written + "'");
    }
    if (!names.contains(name)) {
      throw QueryException.at(
              position, ErrorCode.S106, "the front matter has no parameter '" + name + "'")
          .withHint(
              name.equals(SEED)
                  ? "add a line seed: 7"
                  : Suggestion.hint(name, "parameters", names));
    }
    return name;
  }
}
