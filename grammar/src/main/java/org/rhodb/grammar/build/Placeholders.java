package org.rhodb.grammar.build;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rhodb.grammar.ParameterValues;
import org.rhodb.grammar.ParameterValues.Wanted;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.RhoLexer;
import org.rhodb.grammar.SyntaxException;
import org.rhodb.grammar.scan.ScannedText;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Parameter;

/**
 * The parameters of one statement, numbered as they stand in it, with their values. The parameters
 * of a PREPARE statement are the store's own: EXECUTE gives them their values.
 */
public final class Placeholders {
  private final ParameterValues values;
  private final Map<Integer, Parameter> byStart = new TreeMap<>();
  private final Map<String, Integer> names = new TreeMap<>();
  private final Map<Integer, Position> stored = new TreeMap<>();
  private int highest;

  /**
   * Numbers the parameters of a statement.
   *
   * @throws SyntaxException if some are named and some are not, or a number is beyond 2^16
   */
  public Placeholders(ScannedText text, ParameterValues values) {
    this.values = values;
    boolean isPrepare = text.type(0) == RhoLexer.PREPARE;
    for (int i = 0; i < text.size(); i++) {
      if (text.type(i) == RhoLexer.PARAMETER) {
        if (isPrepare) {
          stored.put(text.start(i), text.position(i));
        } else {
          byStart.put(text.start(i), parameter(text.text(i), text.position(i)));
        }
      }
    }
  }

  private Parameter parameter(String written, Position position) {
    String name = written.substring(1);
    boolean isNamed = !name.isEmpty() && !Character.isDigit(name.charAt(0));
    if (isNamed ? highest > 0 : !names.isEmpty()) {
      throw Complaints.of(
          position,
          "parameters are all named or none is; found "
              + Complaints.quoted(written)
              + " after "
              + Complaints.quoted(byStart.values().iterator().next().label()));
    }
    if (isNamed) {
      String folded = name.toLowerCase(Locale.ROOT);
      return new Parameter(name, names.computeIfAbsent(folded, n -> names.size() + 1), position);
    }
    int number = name.isEmpty() ? highest + 1 : number(name, position);
    highest = Math.max(highest, number);
    return new Parameter("", number, position);
  }

  /** More than 65,535 the store does not take either. */
  private static int number(String digits, Position position) {
    int number = digits.length() > 5 ? 0 : Integer.parseInt(digits);
    if (number < 1 || number > 0xFFFF) {
      throw Complaints.of(
          position, "parameters are numbered from 1 to 65535; found " + Complaints.quoted(digits));
    }
    return number;
  }

  /** Returns all, in the order of the text. */
  public List<Parameter> all() {
    return new ArrayList<>(byStart.values());
  }

  /** Returns the one that begins at an offset of the script. */
  Optional<Parameter> at(int start) {
    return Optional.ofNullable(byStart.get(start));
  }

  /**
   * Refuses a parameter of PREPARE at an offset that is part of a relation.
   *
   * @throws SyntaxException if there is one: the store keeps the relation as a call with constants
   */
  void refuseStored(int start) {
    Position position = stored.get(start);
    if (position != null) {
      throw new SyntaxException(
          SyntaxException.Kind.UNFIT_VALUE,
          "PREPARE keeps a relation as it is written: no parameter can stand in it, only behind it",
          position,
          List.of(),
          "write the value; parameters that a driver or a saved query binds need no PREPARE");
    }
  }

  /**
   * Returns the constant that the parameter at an offset stands for: a whole number as {@link
   * Long}, another number as {@link Double}, a text or a boolean.
   */
  Literal literal(int start, Wanted wanted) {
    refuseStored(start);
    Parameter parameter = byStart.get(start);
    if (parameter == null) {
      throw new IllegalStateException("no parameter at " + start);
    }
    Object value = values.value(parameter, wanted);
    Object constant = value instanceof Number number ? number(number) : value;
    boolean isFit =
        switch (wanted) {
          case WHOLE_NUMBER -> constant instanceof Long;
          case NUMBER -> constant instanceof Number;
          case TEXT -> constant instanceof String;
          case CONSTANT ->
              constant instanceof Number
                  || constant instanceof String
                  || constant instanceof Boolean;
        };
    if (!isFit || constant == null) {
      throw unfit(
          parameter.position(),
          "parameter "
              + parameter.label()
              + " takes "
              + wanted.words()
              + "; found "
              + described(value));
    }
    return new Literal(constant, parameter.position());
  }

  private static String described(@Nullable Object value) {
    return value == null
        ? "NULL"
        : value instanceof String text
            ? "the text " + Complaints.quoted("'" + text + "'")
            : value.toString();
  }

  /** Returns an error of a parameter's value. */
  static SyntaxException unfit(Position position, String message) {
    return new SyntaxException(SyntaxException.Kind.UNFIT_VALUE, message, position, List.of(), "");
  }

  /** Returns a Long if the number is whole and fits, a finite Double otherwise, or null. */
  private static @Nullable Object number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      boolean isWhole = value == Math.rint(value) && Math.abs(value) < 0x1p63;
      return isWhole ? (Object) (long) value : Double.isFinite(value) ? (Object) value : null;
    }
    BigDecimal exact =
        number instanceof BigDecimal decimal
            ? decimal
            : number instanceof BigInteger whole
                ? new BigDecimal(whole)
                : BigDecimal.valueOf(number.longValue());
    if (Math.abs((long) exact.scale()) > 400) {
      return null;
    }
    try {
      return exact.longValueExact();
    } catch (ArithmeticException e) {
      return exact.doubleValue();
    }
  }
}
