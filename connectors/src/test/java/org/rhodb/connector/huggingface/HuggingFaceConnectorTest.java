package org.rhodb.connector.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.catalog.ModelConnector;
import org.rhodb.engine.catalog.ModelConnector.Found;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.catalog.WeightsHash;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

final class HuggingFaceConnectorTest {
  private static final String CONFIG =
      "{\"model_type\":\"gpt2\",\"vocab_size\":5,\"n_embd\":4,\"n_layer\":1,\"n_head\":2,"
          + "\"n_positions\":3,\"n_inner\":6}";

  private final ModelConnector connector = new HuggingFaceConnector();

  @TempDir Path folder;

  @Test
  void sortsCheckpointFoldersByStep() throws IOException {
    for (String name : new String[] {"checkpoint-1000", "checkpoint-20", "checkpoint-0"}) {
      model(folder.resolve("study").resolve(name));
    }
    Files.createDirectories(folder.resolve("study/checkpoint-last"));
    Files.createDirectories(folder.resolve("study/runs"));
    Files.writeString(folder.resolve("study/checkpoint-7"), "a file");
    assertThat(connector.find("study", folder).stream().map(Found::step))
        .containsExactly(0L, 20L, 1000L);
    try (WeightSource source = connector.open(connector.find("study", folder).get(1).location())) {
      assertThat(source.config().dMlp()).isEqualTo(6);
    }
  }

  @Test
  void takesTheStepFromTheFoldersName() throws IOException {
    model(folder.resolve("checkpoint-400000"));
    assertThat(connector.find("checkpoint-400000", folder))
        .containsExactly(new Found(400000, folder.resolve("checkpoint-400000").toString()));
  }

  @Test
  void refusesTwoFoldersOfOneStep() throws IOException {
    model(folder.resolve("checkpoint-10"));
    model(folder.resolve("checkpoint-010"));
    assertThrows(() -> connector.find(".", folder), ErrorCode.X401, "two folders of step 10");
  }

  @Test
  void refusesTheHubAndSaysWhatToDo() {
    assertThat(connector.reads("hf:stanford-crfm/alias-gpt2-small-x21", folder)).isTrue();
    assertThatThrownBy(() -> connector.find("hf:stanford-crfm/alias", folder))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.U302);
              assertThat(e.hint()).contains("download").contains("checkpoint-<step>");
            });
  }

  @Test
  void saysWhatItFoundInsteadOfAModel() throws IOException {
    assertThrows(() -> connector.find("none", folder), ErrorCode.X401, "no folder");
    Files.createDirectories(folder.resolve("empty"));
    assertThrows(() -> connector.find("empty", folder), ErrorCode.X401, "there is no model");
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("other/model.gguf"), "GGUF");
    assertThrows(() -> connector.find("other", folder), ErrorCode.U302, "llama.cpp");
    Files.writeString(folder.resolve("last.ckpt"), "x");
    assertThrows(() -> connector.find("last.ckpt", folder), ErrorCode.U302, "training checkpoint");
    Files.writeString(folder.resolve("model.pt"), "x");
    assertThrows(() -> connector.find("model.pt", folder), ErrorCode.U302, "torch.save file");
    Files.writeString(folder.resolve("page.pt"), "<html>");
    assertThrows(() -> connector.find("page.pt", folder), ErrorCode.X408, "HTML");
    Files.writeString(folder.resolve("model.safetensors"), "x");
    assertThrows(() -> connector.find("model.safetensors", folder), ErrorCode.X401, "not a folder");
    assertThrows(() -> connector.find("a\0b", folder), ErrorCode.X401, "is not a path");
  }

  @Test
  void saysWhichPartOfACheckpointIsMissing() throws IOException {
    Path noWeights = Files.createDirectories(folder.resolve("a"));
    Files.writeString(noWeights.resolve("config.json"), CONFIG);
    String location = connector.find("a", folder).get(0).location();
    assertThrows(() -> connector.open(location), ErrorCode.X401, "there is no model");
    Path noConfig = Files.createDirectories(folder.resolve("b"));
    Files.write(noConfig.resolve("model.safetensors"), tensors(shapes()));
    String other = connector.find("b", folder).get(0).location();
    assertThrows(() -> connector.open(other), ErrorCode.X405, "config.json");
  }

  @Test
  void comparesConfigurationWithShapesFirst() throws IOException {
    Path path = model(folder.resolve("m"));
    for (String[] change :
        new String[][] {
          {"\"vocab_size\":5", "\"vocab_size\":16000000", "vocab_size x n_embd"},
          {"\"n_positions\":3", "\"n_positions\":1000000", "n_positions x n_embd"},
          {"\"n_inner\":6", "\"n_inner\":10000000", "n_embd x n_inner"},
          {"\"n_layer\":1", "\"n_layer\":16000", "no tensor 'transformer.h.1.mlp.c_fc.weight'"},
          {"\"n_inner\":6", "\"n_inner\":6,\"tie_word_embeddings\":false", "lm_head.weight"}
        }) {
      Files.writeString(path.resolve("config.json"), CONFIG.replace(change[0], change[1]));
      assertThrows(() -> connector.open(path.toString()), ErrorCode.X402, change[2]);
    }
    Map<String, int[]> more = shapes();
    more.put("transformer.h.1.mlp.c_fc.weight", new int[] {4, 6});
    Files.writeString(path.resolve("config.json"), CONFIG);
    Files.write(path.resolve("model.safetensors"), tensors(more));
    assertThrows(() -> connector.open(path.toString()), ErrorCode.X402, "n_layer = 1");
  }

  @Test
  void readsShardsAsOneModel() throws IOException {
    Path whole = model(folder.resolve("whole"));
    Path sharded = Files.createDirectories(folder.resolve("sharded"));
    Files.writeString(sharded.resolve("config.json"), CONFIG);
    index(sharded, "one.safetensors", "two.safetensors");
    Map<String, int[]> shapes = shapes();
    int[] last = shapes.remove("transformer.wpe.weight");
    Files.write(sharded.resolve("one.safetensors"), tensors(shapes));
    Files.write(
        sharded.resolve("two.safetensors"), tensors(Map.of("transformer.wpe.weight", last)));
    try (WeightSource a = connector.open(whole.toString());
        WeightSource b = connector.open(sharded.toString())) {
      assertThat(b.names()).containsExactlyInAnyOrderElementsOf(a.names());
      assertThat(WeightsHash.of(b)).isEqualTo(WeightsHash.of(a));
    }
    Files.delete(sharded.resolve("two.safetensors"));
    assertThrows(
        () -> connector.open(sharded.toString()), ErrorCode.X401, "missing: two.safetensors");
    Files.write(sharded.resolve("two.safetensors"), tensors(Map.of("other", last)));
    assertThrows(() -> connector.open(sharded.toString()), ErrorCode.X405, "it is not");
    index(sharded, "one.safetensors", "../two.safetensors");
    assertThrows(() -> connector.open(sharded.toString()), ErrorCode.X405, "outside its folder");
    Files.writeString(
        sharded.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"a\":1}}");
    assertThrows(() -> connector.open(sharded.toString()), ErrorCode.X405, "no file to tensor 'a'");
    Files.writeString(sharded.resolve("model.safetensors.index.json"), "{}");
    assertThrows(() -> connector.open(sharded.toString()), ErrorCode.X405, "weight_map");
  }

  @Test
  void hashTellsTensorsAndConfigurationsApart() throws IOException {
    Path path = model(folder.resolve("m"));
    String before = hash(path);
    Files.writeString(path.resolve("config.json"), CONFIG.replace("\"n_head\":2", "\"n_head\":4"));
    assertThat(hash(path)).isNotEqualTo(before);
    Files.writeString(path.resolve("config.json"), CONFIG + "\n");
    assertThat(hash(path)).isEqualTo(before);
    byte[] weights = Files.readAllBytes(path.resolve("model.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(path.resolve("model.safetensors"), weights);
    assertThat(hash(path)).isNotEqualTo(before);
  }

  private String hash(Path path) {
    try (WeightSource source = connector.open(path.toString())) {
      return WeightsHash.of(source);
    }
  }

  private static void index(Path folder, String first, String second) throws IOException {
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"metadata\":{\"total_size\":1},\"weight_map\":{\"transformer.wte.weight\":\""
            + first
            + "\",\"transformer.h.0.mlp.c_fc.weight\":\""
            + first
            + "\",\"transformer.wpe.weight\":\""
            + second
            + "\"}}");
  }

  private static Path model(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), CONFIG);
    Files.write(folder.resolve("model.safetensors"), tensors(shapes()));
    return folder;
  }

  private static Map<String, int[]> shapes() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("transformer.wte.weight", new int[] {5, 4});
    shapes.put("transformer.h.0.mlp.c_fc.weight", new int[] {4, 6});
    shapes.put("transformer.wpe.weight", new int[] {3, 4});
    return shapes;
  }

  /** A safetensors file whose tensors hold the numbers of their bytes. */
  private static byte[] tensors(Map<String, int[]> shapes) {
    StringBuilder header = new StringBuilder("{");
    int end = 0;
    for (Map.Entry<String, int[]> tensor : shapes.entrySet()) {
      int[] shape = tensor.getValue();
      int bytes = shape[0] * shape[1] * 2;
      header
          .append(end == 0 ? "" : ",")
          .append("\"" + tensor.getKey() + "\":{\"dtype\":\"F16\",\"shape\":[")
          .append(shape[0] + "," + shape[1] + "],\"data_offsets\":[")
          .append(end + "," + (end + bytes) + "]}");
      end += bytes;
    }
    byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (Map.Entry<String, int[]> tensor : shapes.entrySet()) {
      for (int i = 0; i < tensor.getValue()[0] * tensor.getValue()[1]; i++) {
        file.putShort((short) (tensor.getKey().hashCode() + i));
      }
    }
    return file.array();
  }

  private static void assertThrows(ThrowingCallable call, ErrorCode code, String what) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(what);
  }
}
