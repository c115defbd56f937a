package org.rhodb.engine.execute;

import org.rhodb.engine.catalog.ModelConfig;

/**
 * What a forward pass of a model costs by arithmetic: floating-point operations (2 a multiply-add)
 * of the matrix products, bytes of weights and of what a pass holds.
 *
 * @param config sizes of the model
 * @param context positions a sequence; attention is counted dense
 */
record ForwardCost(ModelConfig config, int context) {

  /** Returns the operations of one block for one token. */
  double layerFlops() {
    double d = config.dModel();
    return 2 * (4 * d * d + 2 * d * config.dMlp()) + 4.0 * context * d;
  }

  /** Returns the operations of the output head for one token. */
  double headFlops() {
    return 2.0 * config.dModel() * config.dVocab();
  }

  /** Returns the operations of the blocks up to a layer, inclusive, for one token, no logits. */
  double prefixFlops(int lastLayer) {
    return (lastLayer + 1) * layerFlops();
  }

  /** Returns the operations of the whole network for one token, with logits. */
  double fullFlops() {
    return prefixFlops(config.nLayers() - 1) + headFlops();
  }

  /**
   * Returns the operations for one token of going on behind a layer whose replaced neurons were
   * corrected in the residual stream: the blocks above it, and the logits.
   */
  double suffixFlops(int layer) {
    return (config.nLayers() - 1 - layer) * layerFlops() + headFlops();
  }

  /** Returns the number of weights. */
  long parameters() {
    long d = config.dModel();
    long block = 4 * d * d + 2 * d * config.dMlp() + 13 * d;
    long embeddings = (long) config.dVocab() * (config.isHeadTied() ? 1 : 2) + config.nCtx();
    return config.nLayers() * block + embeddings * d;
  }

  /** Returns the bytes of the weights in float32. */
  long weightBytes() {
    return 4 * parameters();
  }

  /** Returns the bytes a token holds while its activations of some layers are kept. */
  long activationBytes(int layers) {
    return 4L * layers * config.dMlp() + workBytes();
  }

  /** Returns the bytes a position holds while a clean pass is kept and an ablated one runs. */
  long lossBytes() {
    return 8L * config.nLayers() * config.dModel() + workBytes();
  }

  /**
   * Returns the bytes of next-token distributions held at once: the clean ones of a chunk, the
   * ablated ones, and what is between them, at most 64 MB of float64 each.
   */
  long headBytes(long positions) {
    return 5 * Math.min(64L << 20, 8 * positions * config.dVocab());
  }

  /** The widest intermediate of a block: two of the MLP, two of the scores, a few residuals. */
  private long workBytes() {
    return 4L * (2L * config.dMlp() + 2L * config.nHeads() * context + 8L * config.dModel());
  }
}
