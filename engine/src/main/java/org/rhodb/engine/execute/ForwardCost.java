package org.rhodb.engine.execute;

import org.rhodb.engine.catalog.ModelConfig;

/**
 * What a forward pass of a model costs by arithmetic: floating-point operations (2 a multiply-add)
 * of the matrix products, bytes of weights and of what a pass holds.
 *
 * @param config sizes of the model
 * @param context positions a sequence; attention is counted dense
 */
public record ForwardCost(ModelConfig config, int context) {
  /** Heads that a clean pass takes: its logits, and the expected row. */
  public static final int CLEAN_HEADS = 2;

  /** Returns the operations of one block for one token. */
  double layerFlops() {
    double d = config.dModel();
    return 2 * (4 * d * d + 2 * d * config.dMlp()) + 4.0 * context * d;
  }

  /** Returns the values of one block for one token that are activations or attention scores. */
  double layerValues() {
    return config.dMlp() + (double) config.nHeads() * context;
  }

  /** Returns the values of the blocks up to a layer, inclusive, for one token. */
  public double prefixValues(int lastLayer) {
    return (lastLayer + 1) * layerValues();
  }

  /** Returns the operations of the output head for one token. */
  double headFlops() {
    return 2.0 * config.dModel() * config.dVocab();
  }

  /** Returns the operations of the blocks up to a layer, inclusive, for one token, no logits. */
  public double prefixFlops(int lastLayer) {
    return (lastLayer + 1) * layerFlops();
  }

  /** Returns the operations of the whole network for one token, with logits. */
  public double fullFlops() {
    return prefixFlops(config.nLayers() - 1) + headFlops();
  }

  /**
   * Returns the operations for one token of a clean pass that ablated ones are compared to: the
   * whole network, and the expected row of the head.
   */
  public double cleanFlops() {
    return prefixFlops(config.nLayers() - 1) + CLEAN_HEADS * headFlops();
  }

  /**
   * Returns the operations for one token of going on behind a layer whose replaced neurons were
   * corrected in the residual stream: the blocks above it, and the logits.
   */
  public double suffixFlops(int layer) {
    return (config.nLayers() - 1 - layer) * layerFlops() + headFlops();
  }

  /**
   * Returns the operations for one token of correcting the residual stream by what some replaced
   * neurons of a layer change: computing them, and adding their outputs.
   */
  public double correctionFlops(int neurons) {
    return 4.0 * neurons * config.dModel();
  }

  /**
   * Returns the operations for one token of the way back from the losses to a layer, what was not
   * kept computed again.
   */
  public double gradientFlops(int lowestLayer) {
    return 2 * (config.nLayers() - lowestLayer) * layerFlops();
  }

  /** Returns the number of weights. */
  long parameters() {
    long d = config.dModel();
    long block = 4 * d * d + 2 * d * config.dMlp() + 13 * d;
    long embeddings = (long) config.dVocab() * (config.isHeadTied() ? 1 : 2) + config.nCtx();
    return config.nLayers() * block + embeddings * d;
  }

  /** Returns the bytes of the weights in float32. */
  public long weightBytes() {
    return 4 * parameters();
  }

  /** Returns the bytes a token holds while its activations of some layers are kept. */
  public long activationBytes(int layers) {
    return 4L * layers * config.dMlp() + workBytes();
  }

  /**
   * Returns the bytes a position holds while a clean pass is kept, of which the streams of some
   * layers, and one ablated run goes through a layer.
   */
  public long lossBytes(int layers) {
    return 8L * layers * config.dModel() + 12L * config.dModel() + workBytes();
  }

  /** Returns the bytes a position holds for each further run of a stack. */
  public long stackBytes() {
    return workBytes();
  }

  /** Returns the bytes of what a run changed, a position. */
  public long changeBytes() {
    return 4L * config.dModel();
  }

  /**
   * Returns the bytes of tiles of next-token distributions: three of 8 MB and of the head, or whole
   * logits of a few positions five times over, 16 MB each.
   */
  public long headBytes() {
    return 80L << 20;
  }

  /** Returns the bytes a token takes in the widest intermediate of a block. */
  long widestBytes() {
    return 4L * Math.max(config.dMlp(), 3 * config.dModel());
  }

  /** The widest intermediate of a block: two of the MLP, two of the scores, a few residuals. */
  private long workBytes() {
    return 4L * (2L * config.dMlp() + 2L * config.nHeads() * context + 8L * config.dModel());
  }
}
