package org.rhodb.engine.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.catalog.WeightSource;

/** Two blocks of a GPT-2 with small random weights: as fast as a trained network. */
final class RandomWeights implements WeightSource {
  private static final int HEAD_WIDTH = 64;

  private final ModelConfig config;
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

  /** Weights of a width, which is a multiple of 64. */
  RandomWeights(int dModel) {
    int heads = dModel / HEAD_WIDTH;
    config =
        new ModelConfig(
            "gpt2",
            257,
            256,
            dModel,
            2,
            heads,
            4 * dModel,
            "gelu_new",
            1e-5,
            true,
            false,
            false,
            true);
    long d = dModel;
    long mlp = config.dMlp();
    shapes.put("wte.weight", List.of((long) config.dVocab(), d));
    shapes.put("wpe.weight", List.of((long) config.nCtx(), d));
    for (int layer = 0; layer < config.nLayers(); layer++) {
      String h = "h." + layer + ".";
      norm(h + "ln_1");
      affine(h + "attn.c_attn", d, 3 * d);
      affine(h + "attn.c_proj", d, d);
      norm(h + "ln_2");
      affine(h + "mlp.c_fc", d, mlp);
      affine(h + "mlp.c_proj", mlp, d);
    }
    norm("ln_f");
  }

  private void norm(String name) {
    shapes.put(name + ".weight", List.of((long) config.dModel()));
    shapes.put(name + ".bias", List.of((long) config.dModel()));
  }

  private void affine(String name, long in, long out) {
    shapes.put(name + ".weight", List.of(in, out));
    shapes.put(name + ".bias", List.of(out));
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public Set<String> names() {
    return shapes.keySet();
  }

  @Override
  public TensorData tensor(String name) {
    List<Long> shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalArgumentException("no tensor is called '" + name + "'");
    }
    int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(name.length());
    for (int i = 0; i < count; i++) {
      bytes.putFloat((float) (0.04 * random.nextDouble() - 0.02));
    }
    return new TensorData(name, TensorData.Type.FLOAT32, shape, bytes.flip());
  }

  @Override
  public void close() {}
}
