package org.rhodb.connector.pytorch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rhodb.connector.pytorch.PickleValue.Dictionary;
import org.rhodb.connector.pytorch.PickleValue.Global;
import org.rhodb.connector.pytorch.PickleValue.PickleList;
import org.rhodb.connector.pytorch.PickleValue.Singleton;
import org.rhodb.connector.pytorch.PickleValue.Tuple;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Interprets a pickle of a state dict, protocol 2 to 5. Memory is bounded by the pickle's bytes and
 * by {@link PytorchOptions#maxValues}; nothing recurses.
 */
final class Unpickler {
  private static final int MAX_TEXT_BYTES = 1 << 16;

  private final String file;
  private final PytorchOptions options;
  private final ByteBuffer code;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private final PickleCalls calls;
  private long values;

  /**
   * Prepares to read.
   *
   * @param file path for messages
   */
  Unpickler(String file, PytorchOptions options, ByteBuffer code) {
    this.file = file;
    this.options = options;
    this.code = code.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.calls = new PickleCalls(file);
  }

  /**
   * Returns the value on the stack when the pickle stops.
   *
   * @throws QueryException X404 with the global, operation or bound that ended the reading
   */
  Object read() {
    try {
      while (true) {
        int operation = Byte.toUnsignedInt(code.get());
        if (operation == '.') {
          Object result = pop();
          if (!stack.isEmpty() || code.hasRemaining()) {
            throw refused("it does not end where it stops");
          }
          return result;
        }
        step(operation);
      }
    } catch (BufferUnderflowException e) {
      throw refused("it breaks off").withCause(e);
    }
  }

  private void step(int operation) {
    switch (operation) {
      case 0x80 -> protocol();
      case 0x95 -> frame();
      case '(' -> push(Singleton.MARK);
      case '0' -> pop();
      case 'N' -> push(Singleton.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) Byte.toUnsignedInt(code.get()));
      case 'M' -> push((long) Short.toUnsignedInt(code.getShort()));
      case 'J' -> push((long) code.getInt());
      case 0x8A -> push(longNumber(Byte.toUnsignedInt(code.get())));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(code.getLong())));
      case 'X' -> push(text(Integer.toUnsignedLong(code.getInt())));
      case 0x8C -> push(text(Byte.toUnsignedInt(code.get())));
      case '}' -> push(new Dictionary());
      case ']' -> push(new PickleList());
      case ')' -> push(new Tuple(List.of()));
      case 't' -> push(new Tuple(popToMark()));
      case 0x85 -> push(tuple(1));
      case 0x86 -> push(tuple(2));
      case 0x87 -> push(tuple(3));
      case 'q' -> remember(Byte.toUnsignedInt(code.get()));
      case 'r' -> remember(Integer.toUnsignedLong(code.getInt()));
      case 0x94 -> remember(memo.size());
      case 'h' -> push(recall(Byte.toUnsignedInt(code.get())));
      case 'j' -> push(recall(Integer.toUnsignedLong(code.getInt())));
      case 'c' -> push(global(line(), line()));
      case 0x93 -> stackGlobal();
      case 'Q' -> push(calls.storage(pop()));
      case 'R' -> reduce();
      case 'b' -> build();
      case 's' -> setItems(List.of(popSecond(), pop()));
      case 'u' -> setItems(popToMark());
      case 'a' -> appendItems(List.of(pop()));
      case 'e' -> appendItems(popToMark());
      default ->
          throw refused(
              "it uses operation 0x"
                  + Integer.toHexString(operation)
                  + ", which no state dict needs");
    }
  }

  private void protocol() {
    int version = Byte.toUnsignedInt(code.get());
    if (version < 2 || version > 5) {
      throw refused("it has protocol " + version + "; 2 to 5 are read");
    }
  }

  private void frame() {
    // A frame only tells how much to read ahead; the length must still be possible.
    if (Long.compareUnsigned(code.getLong(), code.remaining()) > 0) {
      throw refused("it breaks off");
    }
  }

  private void push(Object value) {
    if (++values > options.maxValues() || stack.size() >= options.maxValues()) {
      throw refused("it makes more than " + options.maxValues() + " values");
    }
    stack.add(value);
  }

  private Object pop() {
    if (stack.isEmpty()) {
      throw refused("it takes from an empty stack");
    }
    return stack.remove(stack.size() - 1);
  }

  /** Takes the value below the top; the top stays for the next {@link #pop}. */
  private Object popSecond() {
    Object top = pop();
    Object second = pop();
    stack.add(top);
    return second;
  }

  private List<Object> popToMark() {
    int mark = stack.lastIndexOf(Singleton.MARK);
    if (mark < 0) {
      throw refused("it asks for a mark that is not there");
    }
    List<Object> above = stack.subList(mark + 1, stack.size());
    List<Object> items = List.copyOf(above);
    stack.subList(mark, stack.size()).clear();
    return items;
  }

  private Tuple tuple(int size) {
    if (stack.size() < size) {
      throw refused("it takes from an empty stack");
    }
    List<Object> top = stack.subList(stack.size() - size, stack.size());
    Tuple tuple = new Tuple(top);
    top.clear();
    return tuple;
  }

  private Object top() {
    if (stack.isEmpty()) {
      throw refused("it takes from an empty stack");
    }
    return stack.get(stack.size() - 1);
  }

  private void remember(long index) {
    if (memo.size() >= options.maxValues()) {
      throw refused("it remembers more than " + options.maxValues() + " values");
    }
    memo.put(index, top());
  }

  private Object recall(long index) {
    Object value = memo.get(index);
    if (value == null) {
      throw refused("it recalls what it did not remember");
    }
    return value;
  }

  private long longNumber(int bytes) {
    if (bytes > Long.BYTES) {
      throw refused("it has a number of " + bytes + " bytes");
    }
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      byte b = code.get();
      number |= (i == bytes - 1 ? (long) b : Byte.toUnsignedLong(b)) << (8 * i);
    }
    return number;
  }

  private String text(long bytes) {
    if (bytes > code.remaining()) {
      throw refused("it breaks off");
    }
    if (bytes > MAX_TEXT_BYTES) {
      throw refused("it has a text of " + bytes + " bytes");
    }
    ByteBuffer utf8 = code.slice(code.position(), (int) bytes);
    code.position(code.position() + (int) bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw refused("it has a text that is not UTF-8").withCause(e);
    }
  }

  private String line() {
    int start = code.position();
    while (code.get() != '\n') {
      if (code.position() - start > 1000) {
        throw refused("it has a name of more than 1000 characters");
      }
    }
    byte[] bytes = new byte[code.position() - 1 - start];
    code.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void stackGlobal() {
    Object name = pop();
    Object module = pop();
    if (!(module instanceof String moduleText) || !(name instanceof String nameText)) {
      throw refused("it names a global without a name");
    }
    push(global(moduleText, nameText));
  }

  private Global global(String module, String name) {
    return new Global(
        PickleGlobal.named(module, name)
            .orElseThrow(
                () ->
                    refused(
                        "it names '"
                            + printable(module + "." + name)
                            + "', which no state dict needs")));
  }

  private static String printable(String name) {
    String plain = name.replaceAll("[^\\x20-\\x7E]", "?");
    return plain.length() > 100 ? plain.substring(0, 100) + "..." : plain;
  }

  private void reduce() {
    Object arguments = pop();
    Object function = pop();
    push(calls.call(function, arguments));
  }

  /**
   * BUILD gives an object its attributes: a state dict's {@code _metadata}, which is not needed.
   */
  private void build() {
    pop();
    if (!(top() instanceof Dictionary)) {
      throw refused("it gives attributes to something other than a dictionary");
    }
  }

  private void setItems(List<Object> items) {
    if (!(top() instanceof Dictionary dictionary) || items.size() % 2 != 0) {
      throw refused("it sets items of something other than a dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      if (!(key instanceof String) && !(key instanceof Long)) {
        throw refused("it has a key that is neither text nor number");
      }
      if (dictionary.items.put(key, items.get(i + 1)) != null) {
        throw refused("it has the key '" + printable(key.toString()) + "' twice");
      }
    }
  }

  private void appendItems(List<Object> items) {
    if (!(top() instanceof PickleList list)) {
      throw refused("it appends to something other than a list");
    }
    list.items.addAll(items);
  }

  private QueryException refused(String why) {
    return refused(file, why);
  }

  /** Returns the refusal of a pickle. */
  static QueryException refused(String file, String why) {
    return QueryException.of(
            ErrorCode.X404, "the pickle in '" + file + "' is not a plain state dict: " + why)
        .withHint("nothing of it was run; save the weights as model.safetensors instead");
  }
}
