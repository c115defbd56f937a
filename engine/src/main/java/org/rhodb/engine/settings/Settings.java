package org.rhodb.engine.settings;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Values of all settings; immutable: {@link #with} gives a changed copy. */
public final class Settings {
  /** Every setting at its default. */
  public static final Settings DEFAULTS = new Settings(new EnumMap<>(Setting.class));

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,15})(?:\\.(\\d{1,3}))?\\s*([KMGT]?)(I?)B?", Pattern.CASE_INSENSITIVE);

  private static final Pattern DEVICE =
      Pattern.compile("cpu|cuda(:\\d{1,3})?", Pattern.CASE_INSENSITIVE);

  private static final int MOST_THREADS = 1024;

  private static final Pattern FRACTION = Pattern.compile("\\d*\\.?\\d+(?:[eE]-?\\d{1,3})?");

  private static final List<String> SCREEN_TYPES = List.of("auto", "int8", "bfloat16", "float32");

  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = values;
  }

  /**
   * Returns a copy with one value changed.
   *
   * @throws QueryException A206 if the setting cannot take the value
   */
  public Settings with(Setting setting, String value) {
    EnumMap<Setting, String> copy = new EnumMap<>(Setting.class);
    copy.putAll(values);
    copy.put(setting, checked(setting, requireNonNull(value, "value is null").strip()));
    return new Settings(copy);
  }

  /** Returns a copy with one setting at its default. */
  public Settings without(Setting setting) {
    EnumMap<Setting, String> copy = new EnumMap<>(Setting.class);
    copy.putAll(values);
    copy.remove(setting);
    return new Settings(copy);
  }

  /** Returns a value as text. */
  public String text(Setting setting) {
    return values.getOrDefault(setting, setting.defaultValue());
  }

  /** Returns a {@link Setting.Kind#COUNT}. */
  public long count(Setting setting) {
    return Long.parseLong(text(setting));
  }

  /** Returns a {@link Setting.Kind#FLAG}. */
  public boolean flag(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  /** Returns how correlations are computed. */
  public Strategy strategy() {
    return Strategy.valueOf(text(Setting.STRATEGY).toUpperCase(Locale.ROOT));
  }

  /** Returns a {@link Setting.Kind#FRACTION}. */
  public double fraction(Setting setting) {
    return Double.parseDouble(text(setting));
  }

  /** Returns a {@link Setting.Kind#BYTES}, as bytes. */
  public long bytes(Setting setting) {
    return parseBytes(text(setting));
  }

  /** Returns the CPU threads in force: what is set, or every core. */
  public int threads() {
    long set = count(Setting.THREADS);
    return set > 0 ? (int) set : Runtime.getRuntime().availableProcessors();
  }

  private static String checked(Setting setting, String value) {
    boolean isGood =
        switch (setting.kind()) {
          case DEVICE -> DEVICE.matcher(value).matches();
          case THREADS -> value.matches("\\d{1,4}") && Integer.parseInt(value) <= MOST_THREADS;
          case COUNT -> value.matches("\\d{1,15}");
          case BYTES -> parseBytes(value) >= 0;
          case FLAG -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
          case FRACTION -> FRACTION.matcher(value).matches() && isFraction(value);
          case STRATEGY -> Strategy.isOne(value);
          case SCREEN_TYPE -> SCREEN_TYPES.contains(value.toLowerCase(Locale.ROOT));
        };
    if (!isGood) {
      String allowed =
          switch (setting.kind()) {
            case DEVICE -> "cpu, cuda or cuda:N";
            case THREADS -> "a whole number from 0 (every core) to " + MOST_THREADS;
            case COUNT -> "a whole number, 0 or more";
            case BYTES -> "a size such as 512MB or 8GB";
            case FLAG -> "true or false";
            case FRACTION -> "a number above 0 and below 1, such as 1e-9";
            case STRATEGY -> Strategy.words();
            case SCREEN_TYPE -> String.join(", ", SCREEN_TYPES);
          };
      throw QueryException.of(
          ErrorCode.A206,
          String.format(Locale.ROOT, "SET %s takes %s; found '%s'", setting.key(), allowed, value));
    }
    return switch (setting.kind()) {
      case DEVICE, FLAG, STRATEGY, SCREEN_TYPE -> value.toLowerCase(Locale.ROOT);
      case THREADS, COUNT, BYTES, FRACTION -> value;
    };
  }

  private static boolean isFraction(String value) {
    double number = Double.parseDouble(value);
    return number > 0 && number < 1;
  }

  /** Returns the bytes of a size such as {@code 1.5GB} (powers of 1,000; GiB of 1,024), or -1. */
  private static long parseBytes(String text) {
    Matcher m = SIZE.matcher(text);
    if (!m.matches()) {
      return -1;
    }
    long base = m.group(4).isEmpty() ? 1000 : 1024;
    long unit =
        switch (m.group(3).toUpperCase(Locale.ROOT)) {
          case "K" -> base;
          case "M" -> base * base;
          case "G" -> base * base * base;
          case "T" -> base * base * base * base;
          default -> 1;
        };
    String fraction = m.group(2) == null ? "0" : m.group(2);
    double value = Double.parseDouble(m.group(1) + "." + fraction) * unit;
    return value > Long.MAX_VALUE / 2.0 ? -1 : Math.round(value);
  }
}
