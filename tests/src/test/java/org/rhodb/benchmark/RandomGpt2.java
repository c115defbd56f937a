package org.rhodb.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.corpus.TokenBatch;

/** A GPT-2 of random weights, float32, made a tensor at a time; the head is tied. */
final class RandomGpt2 implements WeightSource {
  private final ModelConfig config;
  private final long seed;
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  RandomGpt2(int dVocab, int nCtx, int dModel, int nLayers, int nHeads) {
    this(dVocab, nCtx, dModel, nLayers, nHeads, 0);
  }

  /** Networks of other seeds share no weight. */
  RandomGpt2(int dVocab, int nCtx, int dModel, int nLayers, int nHeads, long seed) {
    this.seed = seed;
    int dMlp = 4 * dModel;
    config =
        new ModelConfig(
            "gpt2",
            dVocab,
            nCtx,
            dModel,
            nLayers,
            nHeads,
            dMlp,
            "gelu_new",
            1e-5,
            true,
            false,
            false,
            true);
    shapes.put("wte.weight", new long[] {dVocab, dModel});
    shapes.put("wpe.weight", new long[] {nCtx, dModel});
    for (int layer = 0; layer < nLayers; layer++) {
      String h = "h." + layer + ".";
      putNorm(h + "ln_1", dModel);
      put(h + "attn.c_attn", dModel, 3 * dModel);
      put(h + "attn.c_proj", dModel, dModel);
      putNorm(h + "ln_2", dModel);
      put(h + "mlp.c_fc", dModel, dMlp);
      put(h + "mlp.c_proj", dMlp, dModel);
    }
    putNorm("ln_f", dModel);
  }

  private void put(String name, int rows, int columns) {
    shapes.put(name + ".weight", new long[] {rows, columns});
    shapes.put(name + ".bias", new long[] {columns});
  }

  private void putNorm(String name, int size) {
    shapes.put(name + ".weight", new long[] {size});
    shapes.put(name + ".bias", new long[] {size});
  }

  /** Returns random tokens, every one counted. */
  TokenBatch tokens(int sequences, int context, long seed) {
    int n = sequences * context;
    int[] ids = new SplittableRandom(seed).ints(n, 0, config.dVocab()).toArray();
    boolean[] counted = new boolean[n];
    Arrays.fill(counted, true);
    return new TokenBatch(0, sequences, context, ids, new byte[n], counted);
  }

  @Override
  public ModelConfig config() {
    return config;
  }

  @Override
  public Set<String> names() {
    return shapes.keySet();
  }

  /** Returns the names in file order, which is that of the kernels. */
  List<String> ordered() {
    return new ArrayList<>(shapes.keySet());
  }

  @Override
  public TensorData tensor(String name) {
    long[] shape = shapes.get(name);
    long n = 1;
    for (long size : shape) {
      n *= size;
    }
    boolean isNorm = name.contains("ln_") && name.endsWith("weight");
    double deviation = shape.length == 1 ? 0.05 : name.startsWith("w") ? 0.1 : 0.05;
    SplittableRandom random = new SplittableRandom(name.hashCode() + (seed << 32));
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.toIntExact(n * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      // the sum of four uniform numbers is close enough to normal
      long bits = random.nextLong();
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        sum += (bits >>> (16 * i) & 0xffff) / 65536.0 - 0.5;
      }
      bytes.putFloat((float) ((isNorm ? 1 : 0) + deviation * sum * Math.sqrt(3)));
    }
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    return new TensorData(name, TensorData.Type.FLOAT32, sizes, bytes.flip());
  }

  @Override
  public void close() {}
}
