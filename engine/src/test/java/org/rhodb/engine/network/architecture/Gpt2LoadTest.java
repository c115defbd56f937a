package org.rhodb.engine.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.network.MapWeights;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.TensorRuntime;

class Gpt2LoadTest {
  private static TensorRuntime runtime;

  @BeforeAll
  static void start() {
    runtime = TensorRuntime.start("cpu", 1);
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  private static ModelConfig config(String architecture, String activation, boolean isTied) {
    return new ModelConfig(
        architecture, 40, 16, 8, 2, 2, 12, activation, 1e-5, true, false, false, isTied);
  }

  private static MapWeights weights() {
    return MapWeights.random(config("gpt2", "gelu_new", true), 1);
  }

  private static TokenBatch batch(int context, int id) {
    int[] ids = new int[context];
    ids[context - 1] = id;
    return new TokenBatch(0, 1, context, ids, new byte[context], new boolean[context]);
  }

  private static float[] logits(MapWeights weights) {
    try (Network network = CheckpointNetworks.open(runtime, weights)) {
      return network.logits(batch(5, 7));
    }
  }

  private static QueryException refusal(MapWeights weights) {
    QueryException error =
        catchThrowableOfType(
            QueryException.class, () -> CheckpointNetworks.open(runtime, weights).close());
    assertThat(runtime.openArrays()).as("nothing stays loaded").isZero();
    return error;
  }

  @Test
  void readsNamesWithAndWithoutPrefix() {
    MapWeights plain = weights();
    assertThat(logits(plain.renamed("transformer.", plain.config()))).isEqualTo(logits(plain));
  }

  @Test
  void readsSeparateHead() {
    MapWeights tied = weights();
    MapWeights separate = tied.renamed("transformer.", config("gpt2", "gelu_new", false));
    TensorData wte = tied.tensor("wte.weight");
    separate.put("lm_head.weight", wte.type(), wte.bytes(), 40, 8);
    assertThat(logits(separate)).isEqualTo(logits(tied));
    separate.put("lm_head.weight", new float[320], 40, 8);
    assertThat(logits(separate)).containsOnly(0f);
  }

  @Test
  void readsEveryFloatType() {
    MapWeights weights = weights();
    ByteBuffer doubles = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer brains = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    float[] floats = new float[8];
    for (int i = 0; i < 8; i++) {
      floats[i] = i / 4f;
      doubles.putDouble(i / 4.0);
      brains.putShort((short) (Float.floatToIntBits(i / 4f) >> 16));
    }
    weights.put("ln_f.weight", floats, 8);
    float[] expected = logits(weights);
    weights.put("ln_f.weight", TensorData.Type.FLOAT64, doubles.flip(), 8);
    assertThat(logits(weights)).isEqualTo(expected);
    weights.put("ln_f.weight", TensorData.Type.BFLOAT16, brains.flip(), 8);
    assertThat(logits(weights)).isEqualTo(expected);
  }

  @Test
  void namesTensorOfWrongShape() {
    MapWeights weights = weights();
    weights.put("h.1.mlp.c_fc.weight", new float[96], 12, 8);
    QueryException error = refusal(weights);
    assertThat(error.code()).isEqualTo(ErrorCode.X402);
    assertThat(error)
        .hasMessage(
            "tensor 'h.1.mlp.c_fc.weight' has shape [12, 8]; the configuration says [8, 12]");
  }

  @Test
  void namesMissingTensor() {
    MapWeights weights = weights();
    weights.remove("ln_f.bias");
    assertThat(refusal(weights))
        .hasMessage("tensor 'ln_f.bias' is missing: the configuration asks for it");
  }

  @Test
  void refusesMoreLayersThanConfigured() {
    MapWeights weights = weights();
    weights.put("h.2.ln_1.weight", new float[8], 8);
    assertThat(refusal(weights)).hasMessageContaining("'h.2.ln_1.weight'");
  }

  @Test
  void skipsBuffers() {
    MapWeights weights = weights();
    weights.put("h.0.attn.bias", TensorData.Type.OTHER, ByteBuffer.allocate(256), 1, 1, 16, 16);
    weights.put("h.0.attn.masked_bias", new float[1]);
    assertThat(logits(weights)).isEqualTo(logits(weights()));
  }

  @Test
  void namesNonFiniteTensor() {
    MapWeights weights = weights();
    float[] values = new float[64];
    values[63] = Float.NaN;
    weights.put("h.0.attn.c_proj.weight", values, 8, 8);
    QueryException error = refusal(weights);
    assertThat(error.code()).isEqualTo(ErrorCode.X406);
    assertThat(error).hasMessageContaining("'h.0.attn.c_proj.weight'");
    values[63] = Float.NEGATIVE_INFINITY;
    weights.put("h.0.attn.c_proj.weight", values, 8, 8);
    assertThat(refusal(weights).code()).isEqualTo(ErrorCode.X406);
  }

  @Test
  void saysWhichCheckpointCannotBeLoadedAndFromWhere() {
    MapWeights weights = weights();
    weights.remove("ln_f.bias");
    CheckpointEntry checkpoint =
        new CheckpointEntry("seed2", 800, "/study/seed2/checkpoint-800", "00", weights.config());
    try (Networks networks = new CheckpointNetworks("cpu", 1, true, entry -> weights)) {
      QueryException error =
          catchThrowableOfType(QueryException.class, () -> networks.open(checkpoint).close());
      assertThat(error.code()).isEqualTo(ErrorCode.X402);
      assertThat(error)
          .hasMessage(
              "seed2@800 cannot be loaded from '/study/seed2/checkpoint-800': tensor 'ln_f.bias'"
                  + " is missing: the configuration asks for it");
      assertThat(networks.openArrays()).isZero();
    }
  }

  @Test
  void refusesIntegers() {
    MapWeights weights = weights();
    weights.put("ln_f.bias", TensorData.Type.OTHER, ByteBuffer.allocate(8), 8);
    assertThat(refusal(weights).code()).isEqualTo(ErrorCode.U304);
  }

  @Test
  void namesKnownArchitectures() {
    QueryException error = refusal(weights().withConfig(config("llama", "gelu_new", true)));
    assertThat(error.code()).isEqualTo(ErrorCode.U301);
    assertThat(error).hasMessage("architecture 'llama' is not supported");
    assertThat(error.hint()).isEqualTo("supported: 'gpt2'");
  }

  @Test
  void namesKnownActivationFunctions() {
    QueryException error = refusal(weights().withConfig(config("gpt2", "silu", true)));
    assertThat(error.code()).isEqualTo(ErrorCode.U301);
    assertThat(error.hint()).contains("'gelu_new'");
  }

  @Test
  void refusesAbsurdSizesBeforeAllocating() {
    ModelConfig absurd =
        new ModelConfig(
            "gpt2", 2_000_000_000, 16, 8, 2, 2, 12, "gelu", 1e-5, true, false, false, true);
    assertThat(refusal(weights().withConfig(absurd)).code()).isEqualTo(ErrorCode.X402);
    ModelConfig indivisible =
        new ModelConfig("gpt2", 40, 16, 8, 2, 3, 12, "gelu", 1e-5, true, false, false, true);
    assertThat(refusal(weights().withConfig(indivisible)).code()).isEqualTo(ErrorCode.X405);
  }

  @Test
  void refusesTokensBeyondVocabularyAndContext() {
    try (Network network = CheckpointNetworks.open(runtime, weights())) {
      for (TokenBatch bad : new TokenBatch[] {batch(5, 40), batch(5, -1), batch(17, 0)}) {
        QueryException error =
            catchThrowableOfType(
                QueryException.class, () -> network.openAllActivations(bad, 0, 1).close());
        assertThat(error.code()).isEqualTo(ErrorCode.A210);
        assertThat(error.hint()).startsWith("create the corpus with");
      }
    }
  }
}
