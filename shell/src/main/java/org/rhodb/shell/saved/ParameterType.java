package org.rhodb.shell.saved;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What values a parameter of a saved query takes. */
public enum ParameterType {
  /** A whole number of 64 bits. */
  INTEGER("a whole number") {
    @Override
    Object read(String text) {
      return Long.parseLong(text.strip().replace("_", ""));
    }
  },
  /** A finite number. */
  DOUBLE("a number") {
    @Override
    Object read(String text) {
      double value = Double.parseDouble(text.strip());
      if (!Double.isFinite(value)) {
        throw new NumberFormatException(text);
      }
      return value;
    }
  },
  /** Any text, also the empty one. */
  TEXT("a text") {
    @Override
    Object read(String text) {
      return text;
    }
  },
  /** True or false. */
  BOOLEAN("true or false") {
    @Override
    Object read(String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      if (!word.equals("true") && !word.equals("false")) {
        throw new NumberFormatException(text);
      }
      return word.equals("true");
    }
  };

  private final String description;

  ParameterType(String description) {
    this.description = description;
  }

  /** Returns the value of a text; a NumberFormatException says that it is none. */
  abstract Object read(String text);

  /** Returns what values it takes, in words. */
  String described() {
    return description;
  }

  /** Returns the name as users write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ParameterType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.key().equalsIgnoreCase(name)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(ParameterType::key).toList();
  }
}
