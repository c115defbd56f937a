package org.rhodb.connector.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rhodb.connector.json.BoundedJson;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;

/** Reads the JSON of a header and checks every rule that concerns one entry. */
final class HeaderReader {
  private static final String METADATA = "__metadata__";

  /** numpy's limit of axes. */
  private static final int MAX_AXES = 64;

  private static final int MAX_METADATA_CHARACTERS = 1 << 22;

  private final String file;
  private final SafetensorsOptions options;
  private final long dataBytes;
  private final Map<String, HeaderEntry> entries = new LinkedHashMap<>();

  /**
   * Prepares to read.
   *
   * @param file path for messages
   * @param dataBytes bytes of the file behind the header
   */
  HeaderReader(String file, SafetensorsOptions options, long dataBytes) {
    this.file = file;
    this.options = options;
    this.dataBytes = dataBytes;
  }

  /** Reads exactly one object, with nothing but white space behind it. */
  Map<String, HeaderEntry> read(InputStream bytes) {
    BoundedJson json = new BoundedJson(8, options.maxNameLength(), MAX_METADATA_CHARACTERS);
    try (JsonParser parser = json.parser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw broken("the header must be a JSON object");
      }
      boolean hasMetadata = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals(METADATA)) {
          if (hasMetadata) {
            throw broken("duplicate key '" + METADATA + "'");
          }
          hasMetadata = true;
          readMetadata(parser);
        } else {
          readEntry(name, parser);
        }
      }
      if (parser.nextToken() != null) {
        throw broken("text behind the header's JSON object");
      }
      return entries;
    } catch (IOException e) {
      throw broken("the header " + BoundedJson.JsonFault.of(e).getMessage());
    }
  }

  private void readMetadata(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw broken("'" + METADATA + "' must be an object of texts");
    }
    Set<String> keys = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (!keys.add(key)) {
        throw broken("duplicate key '" + key + "' in '" + METADATA + "'");
      }
      if (keys.size() > options.maxTensors()) {
        throw broken("more than " + options.maxTensors() + " entries in '" + METADATA + "'");
      }
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw broken("'" + METADATA + "' must hold texts only; '" + key + "' is none");
      }
    }
  }

  private void readEntry(String name, JsonParser parser) throws IOException {
    if (entries.containsKey(name)) {
      throw broken("duplicate key '" + name + "'");
    }
    if (entries.size() == options.maxTensors()) {
      throw broken("more than " + options.maxTensors() + " tensors");
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw broken("tensor '" + name + "' must be an object");
    }
    Dtype dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      boolean isTwice =
          switch (field) {
            case "dtype" -> {
              boolean given = dtype != null;
              dtype = readDtype(name, parser);
              yield given;
            }
            case "shape" -> {
              boolean given = shape != null;
              shape = readNumbers(name, "shape", MAX_AXES, parser);
              yield given;
            }
            case "data_offsets" -> {
              boolean given = offsets != null;
              offsets = readNumbers(name, "data_offsets", 2, parser);
              yield given;
            }
            default -> throw broken("unknown field '" + field + "' in tensor '" + name + "'");
          };
      if (isTwice) {
        throw broken("duplicate key '" + field + "' in tensor '" + name + "'");
      }
    }
    if (dtype == null || shape == null || offsets == null) {
      String missing = dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets";
      throw broken("tensor '" + name + "' has no " + missing);
    }
    if (offsets.size() != 2) {
      throw broken("data_offsets of tensor '" + name + "' must be [begin, end]");
    }
    entries.put(name, checked(name, dtype, shape, offsets.get(0), offsets.get(1)));
  }

  private Dtype readDtype(String name, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw broken("dtype of tensor '" + name + "' must be a text");
    }
    String text = parser.getText();
    return Dtype.named(text)
        .orElseThrow(
            () ->
                broken(
                        "unknown dtype '"
                            + text.substring(0, Math.min(40, text.length()))
                            + "' of tensor '"
                            + name
                            + "'")
                    .withHint(
                        text.length() > 40 ? "" : Suggestion.hint(text, "dtypes", Dtype.names())));
  }

  private List<Long> readNumbers(String name, String field, int most, JsonParser parser)
      throws IOException {
    String what = field + " of tensor '" + name + "'";
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw broken(what + " must be an array");
    }
    List<Long> numbers = new ArrayList<>(4);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw broken(what + " must hold whole numbers");
      }
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw broken(what + " holds a number beyond 64 bits");
      }
      long number = parser.getLongValue();
      if (number < 0) {
        throw broken(what + " holds the negative number " + number);
      }
      if (numbers.size() == most) {
        throw broken(what + " has more than " + most + " numbers");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private HeaderEntry checked(String name, Dtype dtype, List<Long> shape, long begin, long end) {
    if (begin > end) {
      throw broken("data_offsets of tensor '" + name + "' are swapped: " + begin + " > " + end);
    }
    if (end > dataBytes) {
      throw broken(
          "tensor '"
              + name
              + "' ends at byte "
              + end
              + " of the data, past the end of the file at "
              + dataBytes);
    }
    long expected = bytes(name, dtype, shape);
    if (expected != end - begin) {
      throw broken(
          "tensor '"
              + name
              + "': shape "
              + shape
              + " of "
              + dtype
              + " needs "
              + expected
              + " bytes, data_offsets give "
              + (end - begin));
    }
    return new HeaderEntry(name, dtype, shape, begin, end);
  }

  private long bytes(String name, Dtype dtype, List<Long> shape) {
    if (shape.contains(0L)) {
      return 0;
    }
    try {
      long values = 1;
      for (long size : shape) {
        values = Math.multiplyExact(values, size);
      }
      long bits = Math.multiplyExact(values, dtype.bits());
      if (bits % 8 != 0) {
        throw broken("tensor '" + name + "' does not end at a whole byte");
      }
      return bits / 8;
    } catch (ArithmeticException e) {
      throw broken("shape " + shape + " of tensor '" + name + "' overflows 64 bits").withCause(e);
    }
  }

  private QueryException broken(String rule) {
    return QueryException.of(ErrorCode.X403, "'" + file + "': " + rule);
  }
}
