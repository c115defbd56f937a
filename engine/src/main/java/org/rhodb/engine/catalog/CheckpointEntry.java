package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

/**
 * Weights of a model at a training step, as the catalog knows them.
 *
 * @param model name of the model
 * @param step training step, or 0 where the source states none
 * @param location where the connector finds the weights (an absolute path)
 * @param weightsHash SHA-256 over config and tensor bytes, hex: what results and shards are keyed
 *     by
 * @param config sizes and switches
 */
public record CheckpointEntry(
    String model, long step, String location, String weightsHash, ModelConfig config) {

  public CheckpointEntry {
    requireNonNull(model, "model is null");
    requireNonNull(location, "location is null");
    requireNonNull(weightsHash, "weightsHash is null");
    requireNonNull(config, "config is null");
  }

  /** Returns the checkpoint as users write it: {@code alias@80000}. */
  public String reference() {
    return model + "@" + step;
  }
}
