package org.rhodb.engine.network.tensor;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Post-activations of some layers over a batch of tokens, on the device.
 *
 * <p>Shape [tokens][neurons], float32, row-major and dense; columns in (layer, neuron) order. Who
 * opens it closes it; the array dies with it.
 */
public final class ActivationMatrix implements AutoCloseable {
  private final NDManager scope;
  private final NDArray array;

  /**
   * Takes over a scope and the array in it.
   *
   * @param scope what {@link #close} closes
   * @param array shape [tokens][neurons], float32, owned by {@code scope}
   */
  public ActivationMatrix(NDManager scope, NDArray array) {
    this.scope = requireNonNull(scope, "scope is null");
    this.array = requireNonNull(array, "array is null");
    if (array.getDataType() != DataType.FLOAT32 || array.getShape().dimension() != 2) {
      throw new IllegalArgumentException(
          "not a float32 matrix: " + array.getDataType() + " " + array.getShape());
    }
  }

  /**
   * Copies values to the device. Caller closes.
   *
   * @param values shape [tokens][neurons], row-major, at least one token
   */
  public static ActivationMatrix of(TensorRuntime runtime, float[] values, int neurons) {
    NDManager scope = runtime.openScope();
    return new ActivationMatrix(
        scope, scope.create(values, new Shape(values.length / neurons, neurons)));
  }

  /** Returns the array, shape [tokens][neurons], float32; valid until this is closed. */
  public NDArray array() {
    return array;
  }

  /** Returns the number of tokens. */
  public long rows() {
    return array.getShape().get(0);
  }

  /** Returns the number of neurons: asked layers times d_mlp. */
  public int neurons() {
    return Math.toIntExact(array.getShape().get(1));
  }

  /** Returns when the values are there: a device may compute them behind its caller's back. */
  public void await() {
    array.getFloat(0, 0);
  }

  /** Copies the values to the heap, row-major. */
  public float[] toArray() {
    return array.toFloatArray();
  }

  @Override
  public void close() {
    scope.close();
  }
}
