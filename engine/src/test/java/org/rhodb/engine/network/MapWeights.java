package org.rhodb.engine.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.catalog.WeightSource;

/** Weights in memory, to be changed by a test before they are loaded. */
public final class MapWeights implements WeightSource {
  private ModelConfig config;
  private final Map<String, TensorData> tensors = new LinkedHashMap<>();

  public MapWeights(ModelConfig config) {
    this.config = config;
  }

  /** Returns random float32 weights of every shape the configuration asks for. */
  public static MapWeights random(ModelConfig c, long seed) {
    MapWeights weights = new MapWeights(c);
    Random random = new Random(seed);
    long d = c.dModel();
    weights.fill("wte.weight", random, 0.5, c.dVocab(), d);
    weights.fill("wpe.weight", random, 0.2, c.nCtx(), d);
    for (int layer = 0; layer < c.nLayers(); layer++) {
      String h = "h." + layer + ".";
      weights.fillNorm(h + "ln_1", random, d);
      weights.fill(h + "attn.c_attn.weight", random, 1 / Math.sqrt(c.dModel()), d, 3 * d);
      weights.fill(h + "attn.c_attn.bias", random, 0.1, 3 * d);
      weights.fill(h + "attn.c_proj.weight", random, 1 / Math.sqrt(c.dModel()), d, d);
      weights.fill(h + "attn.c_proj.bias", random, 0.1, d);
      weights.fillNorm(h + "ln_2", random, d);
      weights.fill(h + "mlp.c_fc.weight", random, 1 / Math.sqrt(c.dModel()), d, c.dMlp());
      weights.fill(h + "mlp.c_fc.bias", random, 0.1, c.dMlp());
      weights.fill(h + "mlp.c_proj.weight", random, 1 / Math.sqrt(c.dMlp()), c.dMlp(), d);
      weights.fill(h + "mlp.c_proj.bias", random, 0.1, d);
    }
    weights.fillNorm("ln_f", random, d);
    if (!c.isHeadTied()) {
      weights.fill("lm_head.weight", random, 0.5, c.dVocab(), d);
    }
    return weights;
  }

  private void fillNorm(String name, Random random, long size) {
    float[] ones = values(random, 0.1, size);
    for (int i = 0; i < ones.length; i++) {
      ones[i] += 1;
    }
    put(name + ".weight", ones, size);
    put(name + ".bias", values(random, 0.1, size), size);
  }

  /** Puts a tensor of normal values, or replaces it. */
  public void fill(String name, Random random, double deviation, long... shape) {
    long n = 1;
    for (long size : shape) {
      n *= size;
    }
    put(name, values(random, deviation, n), shape);
  }

  private static float[] values(Random random, double deviation, long n) {
    float[] values = new float[Math.toIntExact(n)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  /** Puts a float32 tensor, or replaces it. */
  public void put(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    put(name, TensorData.Type.FLOAT32, bytes.flip(), shape);
  }

  /** Puts a tensor of any type, or replaces it. */
  public void put(String name, TensorData.Type type, ByteBuffer bytes, long... shape) {
    List<Long> sizes = java.util.Arrays.stream(shape).boxed().toList();
    tensors.put(name, new TensorData(name, type, sizes, bytes));
  }

  /** Removes a tensor. */
  public void remove(String name) {
    tensors.remove(name);
  }

  /** Returns the same tensors, shared, with other names and configuration. */
  public MapWeights renamed(String prefix, ModelConfig newConfig) {
    MapWeights renamed = new MapWeights(newConfig);
    tensors.forEach(
        (name, t) ->
            renamed.tensors.put(
                prefix + name, new TensorData(prefix + name, t.type(), t.shape(), t.bytes())));
    return renamed;
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  /** Sets another configuration. */
  public MapWeights withConfig(ModelConfig newConfig) {
    this.config = newConfig;
    return this;
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public TensorData tensor(String name) {
    return tensors.get(name);
  }

  @Override
  public void close() {}
}
