package org.rhodb.engine.execute;

import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.TensorRuntime;

/** Networks and activations for tests of what must not touch either. */
final class AbsentNetworks implements Networks, ActivationSource {

  @Override
  public Network open(CheckpointEntry checkpoint) {
    throw new IllegalStateException("no network is expected to be opened");
  }

  @Override
  public TensorRuntime runtime() {
    throw new IllegalStateException("no tensor is expected to be made");
  }

  @Override
  public ActivationStream open(
      CheckpointEntry checkpoint,
      CorpusEntry corpus,
      int firstLayer,
      int lastLayer,
      long firstToken) {
    throw new IllegalStateException("no activation is expected to be read");
  }

  @Override
  public ActivationCost cost(
      CheckpointEntry checkpoint, CorpusEntry corpus, int firstLayer, int lastLayer) {
    return new ActivationCost("none", 0, 0, 0, 0, 0, 0);
  }

  @Override
  public int openArrays() {
    return 0;
  }

  @Override
  public void close() {}
}
