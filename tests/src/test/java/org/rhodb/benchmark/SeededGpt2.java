package org.rhodb.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.TensorData;

/**
 * A byte-level GPT-2 that shares its weights with others but for noise of its own, as if trained
 * from another seed: the inputs of most neurons are its own, those of few are shared, and biases
 * keep most neurons silent most of the time.
 */
final class SeededGpt2 {
  static final int CONTEXT = 256;

  private static final int D_VOCAB = 257;

  /** The share of a neuron's input weights that is common, u^this for u uniform in 0..1. */
  private static final double COMMON = 8;

  /** What noise keeps of every other tensor. */
  private static final double KEPT = 0.95;

  private static final float SILENCE = 1.5f;

  private final RandomGpt2 common;
  private final RandomGpt2 own;

  SeededGpt2(int nLayers, int dModel, long seed) {
    int nHeads = Math.max(1, dModel / 64);
    common = new RandomGpt2(D_VOCAB, CONTEXT, dModel, nLayers, nHeads, 0);
    own = new RandomGpt2(D_VOCAB, CONTEXT, dModel, nLayers, nHeads, seed);
  }

  ModelConfig config() {
    return common.config();
  }

  /** Returns weights of the same sizes, none of them its own. */
  RandomGpt2 common() {
    return common;
  }

  /** Writes a checkpoint as Hugging Face does, in float32. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    ModelConfig config = config();
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "vocab_size": %d,
         "n_positions": %d, "n_ctx": %d, "n_embd": %d, "n_layer": %d, "n_head": %d,
         "activation_function": "gelu_new", "layer_norm_epsilon": 1e-05}
        """
            .formatted(
                config.dVocab(),
                CONTEXT,
                CONTEXT,
                config.dModel(),
                config.nLayers(),
                config.nHeads()));
    StringJoiner header = new StringJoiner(",", "{", "}");
    long begin = 0;
    for (String name : common.ordered()) {
      TensorData tensor = common.tensor(name);
      long end = begin + tensor.bytes().remaining();
      header.add(
          "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(name, tensor.shape().toString().replace(" ", ""), begin, end));
      begin = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"));
        WritableByteChannel channel = Channels.newChannel(out)) {
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
      out.write(json);
      for (String name : common.ordered()) {
        channel.write(mixed(name));
      }
    }
  }

  private ByteBuffer mixed(String name) {
    FloatBuffer values = common.tensor(name).bytes().asFloatBuffer();
    FloatBuffer noise = own.tensor(name).bytes().asFloatBuffer();
    boolean isNeuron = name.contains("mlp.c_fc");
    boolean isBias = name.endsWith("bias");
    int dMlp = config().dMlp();
    double[] kept = new double[dMlp];
    SplittableRandom random = new SplittableRandom(name.replace("bias", "weight").hashCode());
    for (int i = 0; i < dMlp; i++) {
      kept[i] = isNeuron ? Math.pow(random.nextDouble(), COMMON) : KEPT;
    }
    ByteBuffer mixed =
        ByteBuffer.allocate(values.limit() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.limit(); i++) {
      double a = kept[i % dMlp];
      double value = a * values.get(i) + Math.sqrt(1 - a * a) * noise.get(i);
      mixed.putFloat((float) value - (isNeuron && isBias ? SILENCE : 0));
    }
    return mixed.flip();
  }
}
