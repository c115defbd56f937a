package org.rhodb.demo;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/** A byte-level GPT-2 in training: parameters under their Hugging Face names, and AdamW's state. */
final class TrainedGpt2 implements AutoCloseable {
  static final int D_VOCAB = 257;
  static final int N_CTX = 256;
  static final int D_MODEL = 80;
  static final int N_LAYERS = 4;
  static final int N_HEADS = 5;
  static final int D_MLP = 320;
  private static final double DECAY = 0.1;

  private final NDManager manager;
  private final TorchScript kernels;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> squares = new ArrayList<>();
  private int steps;

  /** Initialises as GPT-2 does: N(0, 0.02), projections into the residual stream less by depth. */
  TrainedGpt2(TensorRuntime runtime, long seed) {
    manager = runtime.openScope();
    kernels = TorchScript.load(runtime, TrainedGpt2.class, "TrainedGpt2.py");
    Random random = new Random(seed);
    normal("wte.weight", random, 0.02, D_VOCAB, D_MODEL);
    normal("wpe.weight", random, 0.02, N_CTX, D_MODEL);
    double residual = 0.02 / Math.sqrt(2 * N_LAYERS);
    for (int layer = 0; layer < N_LAYERS; layer++) {
      String h = "h." + layer + ".";
      norm(h + "ln_1");
      normal(h + "attn.c_attn.weight", random, 0.02, D_MODEL, 3 * D_MODEL);
      constant(h + "attn.c_attn.bias", 0, 3 * D_MODEL);
      normal(h + "attn.c_proj.weight", random, residual, D_MODEL, D_MODEL);
      constant(h + "attn.c_proj.bias", 0, D_MODEL);
      norm(h + "ln_2");
      normal(h + "mlp.c_fc.weight", random, 0.02, D_MODEL, D_MLP);
      constant(h + "mlp.c_fc.bias", 0, D_MLP);
      normal(h + "mlp.c_proj.weight", random, residual, D_MLP, D_MODEL);
      constant(h + "mlp.c_proj.bias", 0, D_MODEL);
    }
    norm("ln_f");
  }

  private void norm(String name) {
    constant(name + ".weight", 1, D_MODEL);
    constant(name + ".bias", 0, D_MODEL);
  }

  private void constant(String name, float value, long size) {
    add(name, manager.full(new Shape(size), value));
  }

  private void normal(String name, Random random, double deviation, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    // A copy: the array must own its memory, not the buffer it was made from.
    try (NDArray buffer = manager.create(values, new Shape(rows, columns))) {
      add(name, buffer.duplicate());
    }
  }

  private void add(String name, NDArray parameter) {
    parameter.setRequiresGradient(true);
    parameters.put(name, parameter);
    means.add(manager.zeros(parameter.getShape()));
    squares.add(manager.zeros(parameter.getShape()));
  }

  /** Returns the parameters by name, in file order; owned by this. */
  Map<String, NDArray> parameters() {
    return parameters;
  }

  /**
   * Adds the gradient of a batch to the parameters' gradients.
   *
   * @param ids shape [sequences][context]
   * @return mean next-token loss, in nats
   */
  float gradient(long[][] ids) {
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = loss(scope, ids);
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  /** Returns the mean next-token loss of a batch, in nats. */
  float loss(long[][] ids) {
    try (NDManager scope = manager.newSubManager()) {
      return loss(scope, ids).getFloat();
    }
  }

  private NDArray loss(NDManager scope, long[][] ids) {
    NDArray heads = scope.create((long) N_HEADS);
    List<NDArray> list = List.copyOf(parameters.values());
    return kernels.record(scope, "loss", List.of(batch(scope, ids), heads), list);
  }

  private static NDArray batch(NDManager scope, long[][] ids) {
    long[] flat = new long[ids.length * ids[0].length];
    for (int i = 0; i < ids.length; i++) {
      System.arraycopy(ids[i], 0, flat, i * ids[0].length, ids[0].length);
    }
    return scope.create(flat, new Shape(ids.length, ids[0].length));
  }

  /** Returns the gradient of one parameter; caller closes. */
  NDArray openGradient(String name) {
    return kernels.call(manager, "gradient", parameters.get(name));
  }

  /**
   * Takes one AdamW step along the gradients and zeroes them.
   *
   * @return the gradient's global norm before clipping
   */
  double step(double rate) {
    steps++;
    try (NDManager scope = manager.newSubManager()) {
      List<NDArray> list = List.copyOf(parameters.values());
      return kernels.call(scope, "adamw", list, means, squares, rate, DECAY, steps)
          .toDoubleArray()[0];
    }
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}
