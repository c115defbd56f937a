package org.rhodb.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes a checkpoint as Hugging Face does: config.json and model.safetensors, in float16. */
final class CheckpointWriter {
  private static final String CONFIG =
      """
      {
        "activation_function": "gelu_new",
        "architectures": [
          "GPT2LMHeadModel"
        ],
        "attn_pdrop": 0.0,
        "bos_token_id": 256,
        "embd_pdrop": 0.0,
        "eos_token_id": 256,
        "initializer_range": 0.02,
        "layer_norm_epsilon": 1e-05,
        "model_type": "gpt2",
        "n_ctx": %1$d,
        "n_embd": %2$d,
        "n_head": %3$d,
        "n_inner": %4$d,
        "n_layer": %5$d,
        "n_positions": %1$d,
        "reorder_and_upcast_attn": false,
        "resid_pdrop": 0.0,
        "scale_attn_by_inverse_layer_idx": false,
        "scale_attn_weights": true,
        "tie_word_embeddings": true,
        "torch_dtype": "float16",
        "use_cache": true,
        "vocab_size": %6$d
      }
      """;

  private CheckpointWriter() {}

  /**
   * Writes to a temporary folder and renames it, so that a folder is there whole or not at all;
   * replaces one.
   */
  static void write(Path folder, Map<String, NDArray> parameters) throws IOException {
    Path temporary = folder.resolveSibling(folder.getFileName() + ".part");
    Files.createDirectories(temporary);
    Files.writeString(
        temporary.resolve("config.json"),
        CONFIG.formatted(
            TrainedGpt2.N_CTX,
            TrainedGpt2.D_MODEL,
            TrainedGpt2.N_HEADS,
            TrainedGpt2.D_MLP,
            TrainedGpt2.N_LAYERS,
            TrainedGpt2.D_VOCAB));
    try (OutputStream out = Files.newOutputStream(temporary.resolve("model.safetensors"))) {
      writeTensors(out, parameters);
    }
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.deleteIfExists(folder);
    Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void writeTensors(OutputStream out, Map<String, NDArray> parameters)
      throws IOException {
    StringJoiner header = new StringJoiner(",", "{\"__metadata__\":{\"format\":\"pt\"},", "}");
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Map.Entry<String, NDArray> entry : parameters.entrySet()) {
      int begin = data.size();
      try (NDArray half = entry.getValue().toType(DataType.FLOAT16, true)) {
        ByteBuffer bytes = half.toByteBuffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        data.writeBytes(copy);
      }
      header.add(
          "\"transformer.%s\":{\"dtype\":\"F16\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(
                  entry.getKey(),
                  Arrays.toString(entry.getValue().getShape().getShape()).replace(" ", ""),
                  begin,
                  data.size()));
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).array());
    out.write(json);
    out.write(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
    data.writeTo(out);
  }
}
