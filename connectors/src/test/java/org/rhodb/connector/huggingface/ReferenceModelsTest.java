package org.rhodb.connector.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.Connectors;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.ModelConnector;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.catalog.WeightsHash;

final class ReferenceModelsTest {
  private static final Path REFERENCE = Path.of("src/test/resources/reference");

  @Test
  void findsAFolderAsOneCheckpoint() {
    ModelConnector connector = Connectors.load().model("gpt2-a", REFERENCE);
    assertThat(connector.name()).isEqualTo("huggingface");
    assertThat(connector.find("gpt2-a", REFERENCE))
        .singleElement()
        .satisfies(found -> assertThat(found.step()).isZero());
  }

  @Test
  void readsSafetensorsOfFloats() {
    try (WeightSource source = open("gpt2-a")) {
      assertThat(source.config())
          .isEqualTo(
              new ModelConfig(
                  "gpt2", 257, 64, 32, 3, 4, 128, "gelu_new", 1e-5, true, false, false, true));
      TensorData embedding = source.tensor("wte.weight");
      assertThat(embedding.type()).isEqualTo(TensorData.Type.FLOAT32);
      assertThat(embedding.shape()).isEqualTo(List.of(257L, 32L));
      assertThat(embedding.bytes().remaining()).isEqualTo(257 * 32 * 4);
      assertThat(embedding.bytes().isDirect()).isTrue();
      assertThat(source.names()).hasSize(2 + 3 * 12 + 2);
      assertThat(embedding.bytes().getFloat(0)).isEqualTo(-0.20431903f);
      assertThat(embedding.bytes().getFloat(4 * (257 * 32 - 2))).isEqualTo(0.922565f);
      assertThat(source.tensor("h.2.mlp.c_proj.weight").bytes().getFloat(4 * 1000))
          .isEqualTo(-0.16902953f);
      assertThat(source.tensor("ln_f.bias").bytes().getFloat(8)).isEqualTo(-0.06956939f);
    }
  }

  @Test
  void readsAPickleOfHalves() {
    try (WeightSource source = open("gpt2-b")) {
      assertThat(source.config().isAttentionScaledByLayer()).isTrue();
      assertThat(source.config().isAttentionUpcast()).isTrue();
      TensorData embedding = source.tensor("transformer.wte.weight");
      assertThat(embedding.type()).isEqualTo(TensorData.Type.FLOAT16);
      assertThat(embedding.shape()).isEqualTo(List.of(257L, 32L));
      // 0.1568603515625, 0.0293426513671875 and -0.001789093017578125 as IEEE halves.
      assertThat(embedding.bytes().getShort(0)).isEqualTo((short) 0x3105);
      assertThat(embedding.bytes().getShort(2)).isEqualTo((short) 0x2783);
      assertThat(embedding.bytes().getShort(4)).isEqualTo((short) 0x9754);
      assertThat(source.tensor("lm_head.weight").bytes()).isEqualTo(embedding.bytes());
      TensorData buffer = source.tensor("transformer.h.0.attn.bias");
      assertThat(buffer.type()).isEqualTo(TensorData.Type.OTHER);
      assertThat(buffer.shape()).isEqualTo(List.of(1L, 1L, 64L, 64L));
    }
  }

  @Test
  void hashesWeightsAndConfiguration() {
    try (WeightSource a = open("gpt2-a");
        WeightSource again = open("gpt2-a");
        WeightSource b = open("gpt2-b")) {
      assertThat(WeightsHash.of(a)).hasSize(64).isEqualTo(WeightsHash.of(again));
      assertThat(WeightsHash.of(a)).isNotEqualTo(WeightsHash.of(b));
    }
  }

  private static WeightSource open(String name) {
    ModelConnector connector = new HuggingFaceConnector();
    return connector.open(connector.find(name, REFERENCE).get(0).location());
  }
}
