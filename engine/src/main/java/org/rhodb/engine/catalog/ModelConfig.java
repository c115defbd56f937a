package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

/**
 * Sizes and switches of a network, as its config.json states them, in our names.
 *
 * @param architecture model family, as config.json's {@code model_type}: {@code gpt2}
 * @param dVocab size of the vocabulary
 * @param nCtx longest sequence
 * @param dModel width of the residual stream
 * @param nLayers number of blocks
 * @param nHeads attention heads a block; divides {@code dModel}
 * @param dMlp neurons a layer
 * @param activation {@code gelu_new}, {@code gelu} or {@code relu}
 * @param layerNormEpsilon added to the variance in every LayerNorm
 * @param isAttentionScaled scores are divided by sqrt(d_head)
 * @param isAttentionScaledByLayer scores are also divided by (layer + 1): {@code
 *     scale_attn_by_inverse_layer_idx}
 * @param isAttentionUpcast softmax in float32 whatever the weights: {@code reorder_and_upcast_attn}
 * @param isHeadTied the output head is the embedding
 */
public record ModelConfig(
    String architecture,
    int dVocab,
    int nCtx,
    int dModel,
    int nLayers,
    int nHeads,
    int dMlp,
    String activation,
    double layerNormEpsilon,
    boolean isAttentionScaled,
    boolean isAttentionScaledByLayer,
    boolean isAttentionUpcast,
    boolean isHeadTied) {

  public ModelConfig {
    requireNonNull(architecture, "architecture is null");
    requireNonNull(activation, "activation is null");
  }

  /** Returns the number of MLP neurons of the whole network. */
  public int neuronCount() {
    return Math.multiplyExact(nLayers, dMlp);
  }

  /** Returns the width of one attention head. */
  public int dHead() {
    return dModel / nHeads;
  }
}
