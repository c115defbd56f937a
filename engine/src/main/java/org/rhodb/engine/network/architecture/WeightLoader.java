package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * Brings named tensors to the device as float32: first says which and of what shape, then loads
 * them all.
 *
 * <p>Heap and direct memory beside the weights: one piece of 16 MB.
 */
final class WeightLoader {
  private static final int PIECE_FLOATS = 4 << 20;

  private final NDManager scope;
  private final WeightSource source;
  private final String prefix;
  private final Map<String, long[]> expected = new LinkedHashMap<>();

  /**
   * Creates a loader.
   *
   * @param scope owns the loaded arrays
   * @param optionalPrefix stands before the names in some files, all of them or none
   */
  WeightLoader(NDManager scope, WeightSource source, String optionalPrefix) {
    this.scope = scope;
    this.source = source;
    boolean isPrefixed = source.names().stream().anyMatch(n -> n.startsWith(optionalPrefix));
    this.prefix = isPrefixed ? optionalPrefix : "";
  }

  /**
   * Asks for a tensor.
   *
   * @throws QueryException X402 if it is missing or of another shape, U304 if it holds no floats
   */
  void expect(String name, long... shape) {
    String found = find(name);
    TensorData tensor = source.tensor(found);
    long[] actual = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    if (!Arrays.equals(actual, shape)) {
      throw QueryException.of(
          ErrorCode.X402,
          "tensor '"
              + found
              + "' has shape "
              + Arrays.toString(actual)
              + "; the configuration says "
              + Arrays.toString(shape));
    }
    if (tensor.type() == TensorData.Type.OTHER) {
      throw QueryException.of(ErrorCode.U304, "tensor '" + found + "' does not hold floats")
          .withHint("weights are read from float64, float32, float16 and bfloat16");
    }
    long bytes = Math.multiplyExact(count(shape), (long) tensor.type().bytes());
    if (tensor.bytes().remaining() != bytes) {
      throw QueryException.of(
          ErrorCode.X402,
          "tensor '" + found + "' holds " + tensor.bytes().remaining() + " bytes, not " + bytes);
    }
    expected.put(found, shape);
  }

  private String find(String name) {
    Set<String> names = source.names();
    if (names.contains(prefix + name)) {
      return prefix + name;
    } else if (names.contains(name)) {
      return name;
    }
    throw QueryException.of(
        ErrorCode.X402, "tensor '" + prefix + name + "' is missing: the configuration asks for it");
  }

  /**
   * Checks that the file has no more blocks than the configuration says.
   *
   * @throws QueryException X402
   */
  void expectBlocks(String blockPrefix, int count) {
    String full = prefix + blockPrefix;
    for (String name : source.names()) {
      int end = name.indexOf('.', full.length());
      if (name.startsWith(full) && end > 0 && isBeyond(name.substring(full.length(), end), count)) {
        throw QueryException.of(
            ErrorCode.X402,
            "tensor '" + name + "' belongs to a layer the configuration lacks: it says " + count);
      }
    }
  }

  private static boolean isBeyond(String block, int count) {
    try {
      return Integer.parseInt(block) >= count;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * Loads what was asked for, in that order.
   *
   * @throws QueryException X406 naming the first tensor that holds a NaN or an infinity
   */
  List<NDArray> load() {
    ByteBuffer piece =
        ByteBuffer.allocateDirect(Float.BYTES * PIECE_FLOATS).order(ByteOrder.nativeOrder());
    List<NDArray> arrays = new ArrayList<>(expected.size());
    for (Map.Entry<String, long[]> entry : expected.entrySet()) {
      arrays.add(load(source.tensor(entry.getKey()), entry.getValue(), piece));
    }
    return arrays;
  }

  private NDArray load(TensorData tensor, long[] shape, ByteBuffer piece) {
    NDArray array = scope.create(new Shape(shape), DataType.FLOAT32);
    ByteBuffer bytes = tensor.bytes();
    FloatBuffer floats = piece.asFloatBuffer();
    try (NDManager work = scope.newSubManager()) {
      NDArray flat = array.reshape(-1);
      flat.attach(work);
      for (long at = 0; bytes.hasRemaining(); ) {
        int n = Math.min(PIECE_FLOATS, bytes.remaining() / tensor.type().bytes());
        if (!FloatDecoder.decode(tensor.type(), bytes, floats, n)) {
          throw QueryException.of(
                  ErrorCode.X406, "tensor '" + tensor.name() + "' holds a NaN or an infinity")
              .withHint("a training run that diverged leaves such weights; nothing was loaded");
        }
        ByteBuffer filled = piece.slice(0, n * Float.BYTES).order(ByteOrder.nativeOrder());
        try (NDArray values = work.create(filled, new Shape(n), DataType.FLOAT32)) {
          flat.set(new NDIndex("{}:{}", at, at + n), values);
        }
        at += n;
      }
    }
    return array;
  }

  private static long count(long[] shape) {
    long n = 1;
    for (long size : shape) {
      n = Math.multiplyExact(n, size);
    }
    return n;
  }
}
