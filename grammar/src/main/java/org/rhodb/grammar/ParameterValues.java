package org.rhodb.grammar;

import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.tree.Parameter;

/**
 * Gives the parameters of a statement their values while it is read, so that the tree holds
 * constants only and no value is ever made into text.
 */
@FunctionalInterface
public interface ParameterValues {

  /**
   * Returns the value of a parameter.
   *
   * @param wanted what may stand there
   * @return a String, Boolean or Number; null is NULL, which no DSL clause takes
   */
  @Nullable Object value(Parameter parameter, Wanted wanted);

  /** What may stand where a parameter stands. */
  enum Wanted {
    /** A whole number: a checkpoint step, a seed, a count. */
    WHOLE_NUMBER("a whole number"),
    /** A number: what replaces an activation. */
    NUMBER("a number"),
    /** A text: where a model comes from. */
    TEXT("text"),
    /** A text, a number or true or false: the value of an option. */
    CONSTANT("text, a number, true or false");

    private final String words;

    Wanted(String words) {
      this.words = words;
    }

    /** Returns it in words. */
    public String words() {
      return words;
    }
  }
}
