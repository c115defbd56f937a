package org.rhodb.connector.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

final class ConfigReaderTest {
  private static final String SIZES =
      "\"model_type\":\"gpt2\",\"vocab_size\":50257,\"n_embd\":768,\"n_layer\":12,\"n_head\":12";

  @TempDir Path folder;

  @Test
  void fillsInWhatGpt2LeavesOut() throws IOException {
    assertThat(read("{" + SIZES + ",\"n_ctx\":1024,\"n_inner\":null}"))
        .isEqualTo(
            new ModelConfig(
                "gpt2",
                50257,
                1024,
                768,
                12,
                12,
                3072,
                "gelu_new",
                1e-5,
                true,
                false,
                false,
                true));
  }

  @Test
  void readsEverySwitch() throws IOException {
    assertThat(
            read(
                "{"
                    + SIZES
                    + ",\"n_positions\":2048,\"n_ctx\":1024,\"n_inner\":100,"
                    + "\"activation_function\":\"relu\",\"layer_norm_epsilon\":1e-6,"
                    + "\"scale_attn_weights\":false,\"scale_attn_by_inverse_layer_idx\":true,"
                    + "\"reorder_and_upcast_attn\":true,\"tie_word_embeddings\":false}"))
        .isEqualTo(
            new ModelConfig(
                "gpt2", 50257, 2048, 768, 12, 12, 100, "relu", 1e-6, false, true, true, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | X405 | not a JSON object
          [] | X405 | not a JSON object
          {"model_type" | X405 | not JSON at character
          {"a":1} {} | X405 | behind its JSON object
          {"a":1,"a":2} | X405 | 'a' twice
          {} | X405 | model_type is missing
          {"model_type":null} | X405 | model_type is null
          {"model_type":"gpt_neox"} | U301 | model_type 'gpt_neox' is not known
          {"model_type":["gpt2"]} | U301 | model_type an array is not known
          {SIZES} | X405 | n_positions is missing
          {SIZES,"n_ctx":0} | X405 | n_ctx takes 1 to
          {SIZES,"n_ctx":-5} | X405 | found -5
          {SIZES,"n_ctx":1e3} | X405 | found 1000.0
          {SIZES,"n_ctx":"1024"} | X405 | found '1024'
          {SIZES,"n_ctx":9223372036854775807} | X405 | found 9223372036854775807
          {SIZES,"n_ctx":99999999999999999999} | X405 | n_ctx takes 1 to
          {SIZES,"n_ctx":8,"n_inner":4294967296} | X405 | n_inner takes
          {SIZES,"n_ctx":8,"activation_function":"swish"} | U301 | activation_function 'swish' is not known
          {SIZES,"n_ctx":8,"layer_norm_epsilon":"x"} | X405 | layer_norm_epsilon takes
          {SIZES,"n_ctx":8,"scale_attn_weights":1} | X405 | takes true or false
          {SIZES,"n_ctx":8,"add_cross_attention":true} | U301 | add_cross_attention
          {SIZES,"n_ctx":8,"quantization_config":{"bits":4}} | U304 | quantised
          {"model_type":"gpt2","vocab_size":9,"n_embd":10,"n_layer":1,"n_head":3,"n_ctx":4} | X405 | does not divide
          <!DOCTYPE html><html></html> | X408 | HTML page
          version https://git-lfs.github.com/spec/v1 | X408 | git-LFS
          """)
  void namesWhatIsWrong(String json, ErrorCode code, String what) throws IOException {
    assertThatThrownBy(() -> read(json.replace("SIZES", SIZES)))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining("config.json")
        .hasMessageContaining(what);
  }

  @Test
  void guessesAMistypedField() {
    assertThatThrownBy(() -> read("{\"model_type\":\"gpt2\",\"n_head\":2,\"nembd\":4}"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.hint()).isEqualTo("did you mean 'n_embd' where it says 'nembd'?"));
  }

  @Test
  void listsTheFamiliesThatAreKnown() {
    assertThatThrownBy(() -> read("{\"model_type\":\"llama\"}"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.hint()).isEqualTo("known: gpt2"));
  }

  @Test
  void refusesDeepAndLargeFiles() {
    assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000)))
        .hasMessageContaining("beyond what is read");
    assertThatThrownBy(() -> read(" ".repeat(2_000_000))).hasMessageContaining("at most 1048576");
  }

  @Test
  void refusesAFolderWithoutConfiguration() {
    assertThatThrownBy(() -> ConfigReader.read(folder.resolve("config.json")))
        .hasMessageContaining("there is no file");
  }

  private ModelConfig read(String json) throws IOException {
    return ConfigReader.read(Files.writeString(folder.resolve("config.json"), json));
  }
}
