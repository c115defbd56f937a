package org.rhodb.connector.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rhodb.connector.file.TextInput;

/**
 * Reads JSON as RFC 8259 has it: UTF-8, no comments, no duplicate keys where {@link #object} reads.
 *
 * @param maxDepth most arrays and objects inside each other
 * @param maxNameLength most characters of a key
 * @param maxStringLength most characters of a text
 */
public record BoundedJson(int maxDepth, int maxNameLength, int maxStringLength) {

  /** Opens a parser. Names are not interned: a file of a million names must not stay in memory. */
  public JsonParser parser(Reader characters) throws IOException {
    return factory().createParser(characters);
  }

  /** Opens a parser on strictly decoded UTF-8. */
  public JsonParser parser(InputStream bytes) throws IOException {
    return parser(TextInput.strictUtf8(bytes));
  }

  private JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxNameLength(maxNameLength)
                .maxStringLength(maxStringLength)
                .maxNumberLength(100)
                .build())
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  /**
   * Reads one object with nothing behind it. Values are String, Long, Double, Boolean, {@code
   * Map<String, Object>}, {@code List<Object>} or null; whole numbers beyond 64 bits are Double.
   *
   * @throws JsonFault if it is anything else
   */
  public Map<String, @Nullable Object> object(InputStream bytes) {
    try (JsonParser parser = parser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonFault("is not a JSON object");
      }
      Map<String, @Nullable Object> object = readObject(parser);
      if (parser.nextToken() != null) {
        throw new JsonFault("has text behind its JSON object");
      }
      return object;
    } catch (IOException e) {
      throw JsonFault.of(e);
    }
  }

  // The recursion is bounded by maxDepth, which the parser enforces.
  private static Map<String, @Nullable Object> readObject(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (object.containsKey(key)) {
        throw new JsonFault("has the key '" + key + "' twice");
      }
      parser.nextToken();
      object.put(key, readValue(parser));
    }
    return Collections.unmodifiableMap(object);
  }

  private static List<@Nullable Object> readArray(JsonParser parser) throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(readValue(parser));
    }
    return Collections.unmodifiableList(array);
  }

  private static @Nullable Object readValue(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return readObject(parser);
    }
    if (token == JsonToken.START_ARRAY) {
      return readArray(parser);
    }
    if (token == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      boolean isLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      return isLong ? (Object) parser.getLongValue() : (Object) parser.getDoubleValue();
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return parser.getDoubleValue();
    }
    return token == JsonToken.VALUE_NULL ? null : parser.getBooleanValue();
  }

  /** What is wrong with a JSON text, as the end of a sentence that begins with its file. */
  public static final class JsonFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JsonFault(String message) {
      super(message);
    }

    /** Returns what an exception of the parser or its reader means. */
    public static JsonFault of(IOException e) {
      return new JsonFault(describe(e));
    }

    private static String describe(IOException e) {
      if (e instanceof CharacterCodingException || e instanceof CharConversionException) {
        return "is not UTF-8";
      }
      if (e instanceof StreamConstraintsException beyond) {
        return "is beyond what is read: " + beyond.getOriginalMessage();
      }
      if (e instanceof StreamReadException read) {
        return "is not JSON at character "
            + Math.max(0, read.getLocation() == null ? 0 : read.getLocation().getCharOffset())
            + ": "
            + firstLine(read.getOriginalMessage());
      }
      if (e instanceof JsonProcessingException processing) {
        return "is not JSON: " + firstLine(processing.getOriginalMessage());
      }
      return "cannot be read: " + e.getMessage();
    }

    private static String firstLine(String message) {
      int end = message.indexOf('\n');
      String line = end < 0 ? message : message.substring(0, end);
      return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }
  }
}
