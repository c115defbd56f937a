package org.rhodb.connector.ids;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rhodb.connector.file.MappedFile;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * What the header of an .npy file says.
 *
 * @param dataStart offset of the first value
 * @param type number format
 * @param shape sizes of the axes, one or two
 */
record NpyHeader(long dataStart, IdType type, List<Long> shape) {
  private static final int PREAMBLE = 10;
  private static final int MAX_HEADER = 1 << 16;

  NpyHeader {
    shape = List.copyOf(shape);
  }

  /**
   * Reads and checks a header.
   *
   * @throws QueryException X407 if it is malformed, U304 if its numbers are not read
   */
  static NpyHeader read(MappedFile file) {
    byte[] head = file.head();
    if (head.length < PREAMBLE || head[0] != (byte) 0x93 || !startsWithNumpy(head)) {
      throw malformed(file, "does not begin as an .npy file");
    }
    int major = head[6];
    int start = major == 1 ? PREAMBLE : PREAMBLE + 2;
    if (major < 1 || major > 3 || file.size() < start) {
      throw malformed(file, "has .npy version " + major + "; 1 to 3 are read");
    }
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    long length =
        major == 1 ? Short.toUnsignedLong(bytes.getShort(8)) : bytes.getInt(8) & 0xFFFFFFFFL;
    if (length > MAX_HEADER || length > file.size() - start) {
      throw malformed(file, "has a header of " + length + " bytes, more than the file or 64 kB");
    }
    byte[] header = new byte[(int) length];
    file.read(start, ByteBuffer.wrap(header));
    Map<String, String> fields =
        new HeaderText(file, new String(header, StandardCharsets.UTF_8)).fields();
    NpyHeader read = new NpyHeader(start + length, type(file, fields), shape(file, fields));
    read.checkSize(file);
    if (read.shape.size() == 2 && !field(file, fields, "fortran_order").equals("False")) {
      throw QueryException.of(
          ErrorCode.U304, "'" + file.path() + "' is in Fortran order; save it in C order");
    }
    return read;
  }

  private static boolean startsWithNumpy(byte[] head) {
    return new String(head, 1, 5, StandardCharsets.ISO_8859_1).equals("NUMPY");
  }

  private static IdType type(MappedFile file, Map<String, String> fields) {
    String descr = field(file, fields, "descr");
    return IdType.of(descr)
        .orElseThrow(
            () ->
                QueryException.of(
                    ErrorCode.U304,
                    "'"
                        + file.path()
                        + "' holds "
                        + descr
                        + "; ids are read from "
                        + IdType.DESCRIPTIONS));
  }

  private static List<Long> shape(MappedFile file, Map<String, String> fields) {
    String text = field(file, fields, "shape");
    List<Long> shape = new ArrayList<>();
    for (String size : text.split(",")) {
      if (!size.isBlank()) {
        if (!size.strip().matches("[0-9]{1,18}")) {
          throw malformed(file, "has shape (" + text + ")");
        }
        shape.add(Long.parseLong(size.strip()));
      }
    }
    if (shape.isEmpty() || shape.size() > 2) {
      throw malformed(file, "has " + shape.size() + " axes; ids have one, or rows and positions");
    }
    return shape;
  }

  private static String field(MappedFile file, Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw malformed(file, "has no " + name + " in its header");
    }
    return value;
  }

  private void checkSize(MappedFile file) {
    long expected;
    try {
      long values = shape.stream().reduce(1L, Math::multiplyExact);
      expected = Math.addExact(dataStart, Math.multiplyExact(values, (long) type.bytes()));
    } catch (ArithmeticException e) {
      throw malformed(file, "has shape " + shape + ", beyond 64 bits").withCause(e);
    }
    if (expected != file.size()) {
      throw malformed(file, "has " + file.size() + " bytes; shape " + shape + " needs " + expected);
    }
  }

  private static QueryException malformed(MappedFile file, String what) {
    return QueryException.of(ErrorCode.X407, "'" + file.path() + "' " + what);
  }

  /** Reads the Python dictionary of a header: texts, True, False and a tuple of numbers. */
  private static final class HeaderText {
    private final MappedFile file;
    private final String text;
    private int position;

    HeaderText(MappedFile file, String text) {
      this.file = file;
      this.text = text;
    }

    Map<String, String> fields() {
      Map<String, String> fields = new HashMap<>();
      expect('{');
      while (peek() != '}') {
        String key = quoted();
        expect(':');
        if (fields.put(key, value()) != null) {
          throw malformed(file, "has " + key + " twice in its header");
        }
        if (peek() == ',') {
          position++;
        }
      }
      position++;
      if (!text.substring(position).isBlank()) {
        throw malformed(file, "has text behind its header's dictionary");
      }
      return fields;
    }

    private String value() {
      char first = peek();
      if (first == '\'' || first == '"') {
        return quoted();
      }
      if (first == '(') {
        return upTo(')');
      }
      int start = position;
      while (position < text.length() && Character.isLetter(text.charAt(position))) {
        position++;
      }
      String word = text.substring(start, position);
      if (!word.equals("True") && !word.equals("False")) {
        throw malformed(file, "has a header that is not of text, True, False and numbers");
      }
      return word;
    }

    private String quoted() {
      char quote = peek();
      if (quote != '\'' && quote != '"') {
        throw malformed(file, "has a header that is not a dictionary of texts");
      }
      return upTo(quote);
    }

    private String upTo(char closing) {
      int end = text.indexOf(closing, position + 1);
      if (end < 0) {
        throw malformed(file, "has a header without a closing " + closing);
      }
      String inside = text.substring(position + 1, end);
      position = end + 1;
      return inside;
    }

    private void expect(char c) {
      if (peek() != c) {
        throw malformed(file, "has a header without '" + c + "'");
      }
      position++;
    }

    private char peek() {
      while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
        position++;
      }
      if (position == text.length()) {
        throw malformed(file, "has a header that breaks off");
      }
      return text.charAt(position);
    }
  }
}
