package org.rhodb.engine.execute.correlate.screen;

import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pass.HeldActivations;
import org.rhodb.engine.network.tensor.screen.ScreenedNeurons;
import org.rhodb.engine.statistic.Moments;

/**
 * What one pass over the corpus leaves of one network: its moments, and its neurons as a screen
 * needs them.
 *
 * @param axis the neurons
 * @param moments of the same neurons
 * @param screened of the same neurons; closed with this
 * @param held activations of the first tokens; closed with this
 */
record NetworkSketch(
    NeuronAxis axis, Moments moments, ScreenedNeurons screened, HeldActivations held)
    implements AutoCloseable {

  @Override
  public void close() {
    held.close();
    screened.close();
  }
}
