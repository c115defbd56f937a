package org.rhodb.engine.network.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.statistic.Moments;

/**
 * Some neurons of one checkpoint over a fixed number of counted tokens: filled from batches of any
 * size, standardised, multiplied, emptied and filled again. The products, and so the results,
 * depend on the block's size but not on the batches'.
 *
 * <p>Shape [tokens][neurons], float32. The first block's mean, taken in float64 and rounded to
 * float32, is subtracted from every block, so that S_xy - n dx dy does not cancel; moments of all
 * blocks are kept in float64.
 */
public final class TokenBlock implements AutoCloseable {
  /** Values of the first block turned to float64 at once: 2^20, 8 MB. */
  private static final int STRIP_VALUES = 1 << 20;

  /** Sums by group and neuron that are added to at once: 2^18, 1 MB, and as many of squares. */
  public static final int SUM_VALUES = 1 << 18;

  /**
   * Tokens whose values and squares are summed in float32 before float64 takes over: a sum of 32
   * positive numbers is off by 2e-6 of itself at worst, and by 1e-7 as a rule.
   */
  private static final int GROUP_TOKENS = 32;

  private final CorrelationKernels kernels;
  private final NDManager scope;
  private final NDArray block;
  private final int capacity;
  private final int neurons;
  private int tokens;
  private @Nullable Moments moments;
  private @Nullable NDArray shift;
  private @Nullable NDArray scale;

  TokenBlock(CorrelationKernels kernels, int capacity, int neurons) {
    this.kernels = kernels;
    this.scope = kernels.runtime().openScope();
    this.capacity = capacity;
    this.neurons = neurons;
    this.block = scope.zeros(new Shape(capacity, neurons));
  }

  /**
   * Appends tokens until the batch is used up or the block holds {@code limit} tokens.
   *
   * @param activations shape [tokens][captured neurons]
   * @param firstRow first token of the batch to take
   * @param limit tokens the block may hold at most
   * @param columns which captured neurons the block is made of, ascending
   * @return how many tokens were taken
   */
  public int fill(ActivationMatrix activations, int firstRow, int limit, ColumnChoice columns) {
    int rows = (int) Math.min(activations.rows() - firstRow, Math.min(limit, capacity) - tokens);
    if (rows <= 0) {
      return 0;
    }
    TorchScript script = kernels.script();
    NDArray source = activations.array();
    boolean isContiguous = columns.isContiguous();
    Object which = isContiguous ? columns.first() : columns.index(kernels.runtime());
    if (shift == null || scale == null) {
      String kernel = isContiguous ? "copy_rows" : "gather_rows";
      script.apply(kernel, block, tokens, source, firstRow, rows, which);
    } else {
      String kernel = isContiguous ? "standard_rows" : "standard_columns";
      script.apply(kernel, block, tokens, source, firstRow, rows, which, shift, scale);
    }
    tokens += rows;
    return rows;
  }

  /** Centres and scales the first block; later ones are as they are filled. */
  public void centre() {
    if (moments == null) {
      TorchScript script = kernels.script();
      try (NDManager local = kernels.runtime().openScope()) {
        List<NDArray> raw = script.callForAll(local, "raw_sums", block, tokens, stripRows());
        restore(Moments.around(raw.get(0).toDoubleArray(), raw.get(1).toDoubleArray(), tokens));
        script.apply("standardise", block, tokens, shift, scale);
      }
    }
  }

  /** Centres and scales the first block, and adds what the block holds to the moments. */
  public void standardise() {
    centre();
    try (NDManager local = kernels.runtime().openScope()) {
      List<NDArray> sums =
          kernels.script().callForAll(local, "group_sums", block, tokens, GROUP_TOKENS, SUM_VALUES);
      addMoments(sums.get(0).toDoubleArray(), sums.get(1).toDoubleArray());
    }
  }

  /** Adds sums and sums of squares of what the block holds. */
  public void addMoments(double[] sums, double[] squares) {
    moments().add(sums, squares, tokens);
  }

  /**
   * Makes this block a copy of another, of as many neurons, with its tokens in another order; the
   * moments, which do not depend on the order, stay the other's.
   *
   * @param order a permutation of the other's tokens
   */
  public void permute(TokenBlock other, long[] order) {
    try (NDManager local = kernels.runtime().openScope()) {
      kernels.script().apply("permute_rows", block, other.block, local.create(order));
    }
    tokens = other.tokens;
  }

  /** Empties the block; the moments stay. */
  public void clear() {
    tokens = 0;
  }

  /** Empties the block and forgets moments, centre and scale: another network takes its place. */
  public void restart() {
    clear();
    moments = null;
    if (shift != null && scale != null) {
      shift.close();
      scale.close();
    }
    shift = null;
    scale = null;
  }

  /** Returns the tokens held at most. */
  public int capacity() {
    return capacity;
  }

  /** Returns the tokens now held. */
  public int tokens() {
    return tokens;
  }

  /** Returns the number of neurons. */
  public int neurons() {
    return neurons;
  }

  /**
   * Returns the moments of every token so far.
   *
   * @throws IllegalStateException before the first block was standardised
   */
  public Moments moments() {
    if (moments == null) {
      throw new IllegalStateException("no block was standardised yet");
    }
    return moments;
  }

  /** Goes on from moments, and with their centre and scale, that were saved. */
  public void restore(Moments saved) {
    moments = saved;
    float[] shifts = new float[neurons];
    for (int i = 0; i < neurons; i++) {
      shifts[i] = -saved.centre()[i] * saved.scale()[i]; // a power of two: rounds nothing
    }
    shift = scope.create(shifts);
    scale = scope.create(saved.scale());
  }

  /** Copies what the block holds to the heap, shape [tokens][neurons], as it is standardised. */
  public float[] toArray() {
    try (NDManager local = kernels.runtime().openScope()) {
      NDArray part = block.get(new NDIndex("0:" + tokens));
      part.attach(local);
      return part.toFloatArray();
    }
  }

  /** Appends tokens that {@link #toArray} gave. */
  public void append(float[] standardised) {
    int rows = standardised.length / neurons;
    try (NDManager local = kernels.runtime().openScope()) {
      NDArray part = local.create(standardised, new Shape(rows, neurons));
      kernels.script().apply("copy_rows", block, tokens, part, 0, rows, 0);
    }
    tokens += rows;
  }

  /** Returns the bytes of a block. */
  public static long bytes(int tokens, int neurons) {
    return 4L * tokens * neurons;
  }

  /** Returns what the block holds, shape [capacity][neurons], float32; it stays the block's. */
  public NDArray array() {
    return block;
  }

  private int stripRows() {
    return Math.max(1, STRIP_VALUES / neurons);
  }

  @Override
  public void close() {
    scope.close();
  }
}
