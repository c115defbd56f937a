package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.catalog.WeightSource;

/**
 * GPT-2's weights on the device, float32.
 *
 * @param wte embedding, [d_vocab][d_model]
 * @param wpe positions, [n_ctx][d_model]
 * @param layers twelve tensors a layer, in the order that Gpt2.py states
 * @param normWeight final LayerNorm, [d_model]
 * @param normBias final LayerNorm, [d_model]
 * @param head output head, [d_vocab][d_model]; {@code wte} itself where tied
 */
record Gpt2Weights(
    NDArray wte,
    NDArray wpe,
    List<List<NDArray>> layers,
    NDArray normWeight,
    NDArray normBias,
    NDArray head) {

  /** Checks all shapes first, so that an absurd configuration allocates nothing. */
  static Gpt2Weights load(NDManager scope, WeightSource source) {
    ModelConfig c = source.config();
    WeightLoader loader = new WeightLoader(scope, source, "transformer.");
    long d = c.dModel();
    loader.expect("wte.weight", c.dVocab(), d);
    loader.expect("wpe.weight", c.nCtx(), d);
    loader.expectBlocks("h.", c.nLayers());
    for (int layer = 0; layer < c.nLayers(); layer++) {
      String h = "h." + layer + ".";
      loader.expect(h + "ln_1.weight", d);
      loader.expect(h + "ln_1.bias", d);
      loader.expect(h + "attn.c_attn.weight", d, 3 * d);
      loader.expect(h + "attn.c_attn.bias", 3 * d);
      loader.expect(h + "attn.c_proj.weight", d, d);
      loader.expect(h + "attn.c_proj.bias", d);
      loader.expect(h + "ln_2.weight", d);
      loader.expect(h + "ln_2.bias", d);
      loader.expect(h + "mlp.c_fc.weight", d, c.dMlp());
      loader.expect(h + "mlp.c_fc.bias", c.dMlp());
      loader.expect(h + "mlp.c_proj.weight", c.dMlp(), d);
      loader.expect(h + "mlp.c_proj.bias", d);
    }
    loader.expect("ln_f.weight", d);
    loader.expect("ln_f.bias", d);
    if (!c.isHeadTied()) {
      loader.expect("lm_head.weight", c.dVocab(), d);
    }
    List<NDArray> all = loader.load();
    List<List<NDArray>> layers = new ArrayList<>();
    int at = 2;
    for (int layer = 0; layer < c.nLayers(); layer++, at += 12) {
      layers.add(List.copyOf(all.subList(at, at + 12)));
    }
    NDArray head = c.isHeadTied() ? all.get(0) : all.get(at + 2);
    return new Gpt2Weights(all.get(0), all.get(1), layers, all.get(at), all.get(at + 1), head);
  }
}
