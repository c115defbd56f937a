package org.rhodb.engine.network;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.corpus.TokenBatch;

/** The reference models and tokens of the test resources; their origin is in SOURCE.md there. */
public final class ReferenceModels {
  private static final Pattern TENSOR =
      Pattern.compile(
          "\"([^\"]+)\": \\{\"dtype\": \"(\\w+)\", \"shape\": \\[([^\\]]*)\\],"
              + " \"data_offsets\": \\[(\\d+), (\\d+)\\]");

  /** Ordinals of {@code TokenRole}, as they are stored. */
  private static final byte CONTENT = 0;

  private static final byte BOS = 1;

  private ReferenceModels() {}

  /** Returns {@code gpt2-a} or {@code gpt2-b}. */
  public static MapWeights weights(String model) {
    boolean isB = model.equals("gpt2-b");
    MapWeights weights =
        new MapWeights(
            new ModelConfig(
                "gpt2", 257, 64, 32, 3, 4, 128, "gelu_new", 1e-5, true, isB, isB, true));
    ByteBuffer file = ByteBuffer.wrap(bytes(model + "/model.safetensors"));
    file.order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) file.getLong();
    String json = new String(file.array(), 8, header, StandardCharsets.UTF_8);
    Matcher m = TENSOR.matcher(json);
    while (m.find()) {
      int begin = Integer.parseInt(m.group(4));
      int end = Integer.parseInt(m.group(5));
      long[] shape =
          Arrays.stream(m.group(3).split(","))
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      TensorData.Type type =
          switch (m.group(2)) {
            case "F32" -> TensorData.Type.FLOAT32;
            case "F16" -> TensorData.Type.FLOAT16;
            default -> TensorData.Type.OTHER;
          };
      weights.put(m.group(1), type, file.slice(8 + header + begin, end - begin), shape);
    }
    return weights;
  }

  /** Returns sequences {@code [first, end)} of the six; the begin token does not count. */
  public static TokenBatch tokens(int first, int end) {
    int context = 64;
    int n = (end - first) * context;
    int[] ids = new int[n];
    byte[] roles = new byte[n];
    boolean[] counted = new boolean[n];
    for (String line : lines("tokens.csv")) {
      int[] row = Arrays.stream(line.split(",")).mapToInt(Integer::parseInt).toArray();
      if (row[0] >= first && row[0] < end) {
        int at = (row[0] - first) * context + row[1];
        ids[at] = row[2];
        boolean isBos = row[1] == 0;
        roles[at] = isBos ? BOS : CONTENT;
        counted[at] = !isBos;
      }
    }
    return new TokenBatch(first, end - first, context, ids, roles, counted);
  }

  /** Returns the lines of a reference CSV without its header. */
  public static List<String> lines(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8).lines().skip(1).toList();
  }

  private static byte[] bytes(String file) {
    try (InputStream in =
        requireNonNull(ReferenceModels.class.getResourceAsStream("/reference/" + file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
