package org.rhodb.engine.relation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Writes the call of a table function as the DSL relation it stands for, so that both are read by
 * the same grammar: the way back from {@link RelationCall}.
 */
public final class RelationDsl {
  private final String function;
  private final Map<String, Object> given;
  private final StringBuilder written = new StringBuilder();
  private final Map<String, Integer> ends = new LinkedHashMap<>();

  private RelationDsl(String function, Map<String, Object> given) {
    this.function = function;
    this.given = given;
  }

  /**
   * Writes a call.
   *
   * @param given named parameters that were written
   * @throws QueryException A207 if a parameter is missing
   */
  public static RelationDsl of(String function, Map<String, Object> given) {
    RelationDsl dsl = new RelationDsl(function, given);
    switch (function) {
      case RelationName.CORRELATE -> dsl.word("CORRELATE ").models().on().at();
      case RelationName.UNIVERSAL ->
          dsl.word("UNIVERSAL NEURONS OF ").models().reference().on().at().baseline();
      case RelationName.PERSIST -> dsl.word("PERSIST ").input().byLayer();
      case RelationName.ABLATE ->
          dsl.word("ABLATE ").input().on().using().byLayer().versus().screen();
      case RelationName.ACTIVATIONS -> dsl.word("ACTIVATIONS OF ").models().on().at();
      default -> throw new IllegalArgumentException("no relation " + function);
    }
    return dsl;
  }

  /** Returns the relation in the DSL. */
  public String text() {
    return written.toString();
  }

  /** Returns the parameter that gave what stands at an offset of the text, if one did. */
  public Optional<String> parameterAt(int offset) {
    return ends.entrySet().stream()
        .filter(end -> offset < end.getValue())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private RelationDsl word(String words) {
    written.append(words);
    return this;
  }

  /** Writes what a parameter gives; all up to here since the last one is its. */
  private RelationDsl value(String parameter, String words) {
    written.append(words);
    ends.put(parameter, written.length());
    return this;
  }

  private RelationDsl models() {
    String models = required("models");
    boolean isAll = models.strip().toLowerCase(Locale.ROOT).equals("all");
    return value("models", isAll ? "ALL MODELS" : "MODELS " + models);
  }

  private RelationDsl on() {
    return value("corpus", " ON " + required("corpus"));
  }

  private RelationDsl at() {
    String checkpoints = text("checkpoints").strip();
    return switch (checkpoints.toLowerCase(Locale.ROOT)) {
      case "", "last" -> this;
      case "all" -> value("checkpoints", " AT ALL CHECKPOINTS");
      default -> value("checkpoints", " AT CHECKPOINTS (" + checkpoints + ")");
    };
  }

  private RelationDsl reference() {
    return optional("reference", " REFERENCE ");
  }

  private RelationDsl baseline() {
    return text("baseline").isEmpty()
        ? this
        : optional("baseline", " BASELINE ")
            .optional("draws", " DRAWS ")
            .optional("seed", " SEED ");
  }

  private RelationDsl input() {
    String neurons = required("neurons").strip();
    boolean isTable = neurons.matches("\"[^\"]+\"|[A-Za-z_][A-Za-z0-9_.]*");
    return value("neurons", "(" + (isTable ? "SELECT * FROM " + neurons : neurons) + ")");
  }

  private RelationDsl byLayer() {
    return isTrue("by_layer") ? value("by_layer", " BY LAYER") : this;
  }

  private RelationDsl using() {
    return optional("replacement", " USING ");
  }

  private RelationDsl versus() {
    String versus = text("versus");
    if (versus.isEmpty()) {
      return this;
    }
    if (versus.toLowerCase(Locale.ROOT).equals("matched")) {
      return value("versus", " VERSUS MATCHED");
    }
    value("versus", " VERSUS " + versus);
    if (given.containsKey("draws")) {
      value("draws", " " + given.get("draws") + " DRAWS");
    }
    return optional("seed", " SEED ");
  }

  private RelationDsl screen() {
    if (isTrue("each")) {
      value("each", " EACH");
    }
    return optional("estimate", " ESTIMATE BY ").optional("top", " TOP ");
  }

  private boolean isTrue(String parameter) {
    return Boolean.TRUE.equals(given.get(parameter));
  }

  private RelationDsl optional(String parameter, String word) {
    return text(parameter).isEmpty() ? this : value(parameter, word + text(parameter));
  }

  private String text(String parameter) {
    Object value = given.get(parameter);
    return value == null ? "" : value.toString();
  }

  private String required(String parameter) {
    if (text(parameter).isBlank()) {
      throw QueryException.of(
              ErrorCode.A207,
              String.format(Locale.ROOT, "%s needs %s := '...'", function, parameter))
          .withHint("such as " + example());
    }
    return text(parameter);
  }

  private String example() {
    return switch (function) {
      case RelationName.PERSIST -> "persist(neurons := 'u')";
      case RelationName.ABLATE -> "ablate(neurons := 'u', corpus := 'pile')";
      default -> function + "(models := 'a, b', corpus := 'pile')";
    };
  }
}
