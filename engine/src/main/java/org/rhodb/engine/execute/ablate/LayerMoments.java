package org.rhodb.engine.execute.ablate;

import org.rhodb.engine.network.Network;

/**
 * Moments of the neurons of some layers.
 *
 * @param firstLayer layer of the first neuron
 */
record LayerMoments(ActivationMoments moments, int firstLayer, int dMlp) {

  /** Returns the means of neurons of a layer. */
  float[] means(int layer, int[] neurons) {
    float[] means = new float[neurons.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) moments.mean((layer - firstLayer) * dMlp + neurons[i]);
    }
    return means;
  }

  /** Returns sd(activation) x |w_out| of every neuron of a layer. */
  double[] weights(Network network, int layer) {
    float[] norms = network.outputNorms(layer);
    double[] weights = new double[dMlp];
    for (int i = 0; i < dMlp; i++) {
      weights[i] = moments.deviation((layer - firstLayer) * dMlp + i) * norms[i];
    }
    return weights;
  }
}
