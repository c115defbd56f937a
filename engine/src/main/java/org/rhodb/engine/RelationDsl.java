package org.rhodb.engine;

import java.util.Locale;
import java.util.Map;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Writes the call of a table function as the DSL relation it stands for, so that both are read by
 * the same grammar: the way back from {@link RelationCall}.
 */
final class RelationDsl {
  private final String function;
  private final Map<String, Object> given;

  private RelationDsl(String function, Map<String, Object> given) {
    this.function = function;
    this.given = given;
  }

  /**
   * Returns the DSL text of a call.
   *
   * @param given named parameters that were written
   * @throws QueryException A207 if a parameter is missing or has a value it cannot take
   */
  static String of(String function, Map<String, Object> given) {
    RelationDsl dsl = new RelationDsl(function, given);
    return switch (function) {
      case RelationName.CORRELATE -> "CORRELATE " + dsl.models() + dsl.on() + dsl.at();
      case RelationName.UNIVERSAL ->
          "UNIVERSAL NEURONS OF "
              + dsl.models()
              + dsl.reference()
              + dsl.on()
              + dsl.at()
              + dsl.baseline();
      case RelationName.PERSIST -> "PERSIST " + dsl.input() + dsl.byLayer();
      case RelationName.ABLATE ->
          "ABLATE "
              + dsl.input()
              + dsl.on()
              + dsl.using()
              + dsl.byLayer()
              + dsl.versus()
              + dsl.screen();
      case RelationName.ACTIVATIONS -> "ACTIVATIONS OF " + dsl.models() + dsl.on() + dsl.at();
      default -> throw new IllegalArgumentException("no relation " + function);
    };
  }

  private String models() {
    String models = required("models");
    return models.strip().toLowerCase(Locale.ROOT).equals("all")
        ? "ALL MODELS"
        : "MODELS " + models;
  }

  private String on() {
    return " ON " + required("corpus");
  }

  private String at() {
    String checkpoints = text("checkpoints").strip();
    return switch (checkpoints.toLowerCase(Locale.ROOT)) {
      case "", "last" -> "";
      case "all" -> " AT ALL CHECKPOINTS";
      default -> " AT CHECKPOINTS (" + checkpoints + ")";
    };
  }

  private String reference() {
    return text("reference").isEmpty() ? "" : " REFERENCE " + text("reference");
  }

  private String baseline() {
    return text("baseline").isEmpty()
        ? ""
        : " BASELINE " + text("baseline") + number("draws", " DRAWS ") + number("seed", " SEED ");
  }

  private String input() {
    String neurons = required("neurons").strip();
    boolean isTable = neurons.matches("\"[^\"]+\"|[A-Za-z_][A-Za-z0-9_.]*");
    return "(" + (isTable ? "SELECT * FROM " + neurons : neurons) + ")";
  }

  private String byLayer() {
    return Boolean.TRUE.equals(given.get("by_layer")) ? " BY LAYER" : "";
  }

  private String using() {
    return text("replacement").isEmpty() ? "" : " USING " + text("replacement");
  }

  private String versus() {
    String versus = text("versus");
    if (versus.isEmpty()) {
      return "";
    }
    String draws = given.containsKey("draws") ? " " + given.get("draws") + " DRAWS" : "";
    return versus.toLowerCase(Locale.ROOT).equals("matched")
        ? " VERSUS MATCHED"
        : " VERSUS " + versus + draws + number("seed", " SEED ");
  }

  private String screen() {
    String each = Boolean.TRUE.equals(given.get("each")) ? " EACH" : "";
    return text("estimate").isEmpty()
        ? each + number("top", " TOP ")
        : each + " ESTIMATE BY " + text("estimate") + number("top", " TOP ");
  }

  private String number(String parameter, String word) {
    return given.containsKey(parameter) ? word + given.get(parameter) : "";
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
