package org.rhodb.engine.corpus;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Name;

/** Reads the WITH clause of CREATE CORPUS; every error is A207 and points at what was written. */
final class CorpusOptionReader {
  private static final List<String> NAMES = CorpusOption.keys();
  private static final List<String> ROLES = List.of("bos", "newline", "separator", "padding");
  private static final int MAX_CONTEXT = 1 << 20;

  private final Map<String, Literal> values = new LinkedHashMap<>();
  private final CorpusContent content;

  CorpusOptionReader(Map<Name, Literal> with, CorpusContent content) {
    this.content = content;
    for (Map.Entry<Name, Literal> option : with.entrySet()) {
      String name = option.getKey().text().toLowerCase(Locale.ROOT);
      if (!NAMES.contains(name)) {
        throw bad(option.getKey(), "unknown option '" + option.getKey().text() + "'")
            .withHint(Suggestion.hint(name, "options", NAMES));
      }
      if (name.equals("column") && content != CorpusContent.RECORDS) {
        throw bad(option.getKey(), "option column is for JSONL and Parquet; this source has none");
      }
      if (values.put(name, option.getValue()) != null) {
        throw bad(option.getKey(), "option " + name + " is given twice");
      }
    }
  }

  CorpusOptions read() {
    boolean isText = content != CorpusContent.IDS;
    String column = content == CorpusContent.RECORDS ? text("column", "text") : "";
    String tokenizer = tokenizer(isText);
    boolean hasSpecials = !tokenizer.equals(Tokenizer.NONE);
    return new CorpusOptions(
        column,
        tokenizer,
        (int) number("context", 2, MAX_CONTEXT, CorpusOptions.DEFAULT_CONTEXT),
        number("tokens", 1, Long.MAX_VALUE, Long.MAX_VALUE),
        special("bos", hasSpecials),
        special("separator", hasSpecials),
        mask());
  }

  private String tokenizer(boolean isText) {
    String name = text("tokenizer", isText ? Gpt2Tokenizer.NAME : Tokenizer.NONE);
    List<String> known = new ArrayList<>(Tokenizer.names());
    if (!isText) {
      known.add(Tokenizer.NONE);
    }
    if (!known.contains(name)) {
      throw bad(values.get("tokenizer"), "unknown tokenizer '" + name + "'")
          .withHint(Suggestion.hint(name, "tokenizers", known));
    }
    return name;
  }

  private boolean special(String option, boolean hasSpecials) {
    Literal value = values.get(option);
    if (value == null) {
      return hasSpecials;
    }
    if (!(value.value() instanceof Boolean flag)) {
      throw bad(value, option + " takes true or false; found '" + value.value() + "'");
    }
    if (flag && !hasSpecials) {
      throw bad(value, option + " = true needs a tokenizer that has an end-of-text token")
          .withHint("say which tokenizer made the ids: tokenizer = 'gpt2'");
    }
    return flag;
  }

  private Set<TokenRole> mask() {
    Set<TokenRole> masked = EnumSet.of(TokenRole.PADDING);
    String roles = text("mask", "bos,padding");
    for (String part : roles.split(",", -1)) {
      String role = part.strip().toLowerCase(Locale.ROOT);
      if (role.isEmpty() && roles.isBlank()) {
        break;
      }
      if (!ROLES.contains(role)) {
        throw bad(
                values.get("mask"),
                "mask takes roles, comma-separated; found '" + part.strip() + "'")
            .withHint(Suggestion.hint(role, "roles", ROLES));
      }
      masked.add(TokenRole.valueOf(role.toUpperCase(Locale.ROOT)));
    }
    return masked;
  }

  private String text(String option, String absent) {
    Literal value = values.get(option);
    if (value == null) {
      return absent;
    }
    if (!(value.value() instanceof String text)) {
      throw bad(value, option + " takes a text in quotes; found " + value.value());
    }
    return text;
  }

  private long number(String option, long least, long most, long absent) {
    Literal value = values.get(option);
    if (value == null) {
      return absent;
    }
    long number;
    if (value.value() instanceof Long whole) {
      number = whole;
    } else if (value.value() instanceof Double decimal
        && decimal == Math.rint(decimal)
        && Math.abs(decimal) < 1e18) {
      // 5e6 is how people write five million.
      number = decimal.longValue();
    } else {
      throw bad(value, option + " takes a whole number; found '" + value.value() + "'");
    }
    if (number < least || number > most) {
      String range = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
      throw bad(value, option + " takes " + range + "; found " + number);
    }
    return number;
  }

  private static QueryException bad(Name name, String message) {
    return QueryException.at(name.position(), ErrorCode.A207, message);
  }

  private static QueryException bad(@Nullable Literal value, String message) {
    return value == null
        ? QueryException.of(ErrorCode.A207, message)
        : QueryException.at(value.position(), ErrorCode.A207, message);
  }
}
