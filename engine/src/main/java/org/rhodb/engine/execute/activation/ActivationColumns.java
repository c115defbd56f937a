package org.rhodb.engine.execute.activation;

import java.util.stream.IntStream;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.plan.Bounds;

/** The neurons of a model that a scan is asked for, in (layer, neuron) order. */
final class ActivationColumns {
  /** No neuron at all. */
  static final ActivationColumns NONE = new ActivationColumns(new int[0], new int[0], 1);

  private final int[] layers;
  private final int[] neurons;
  private final int dMlp;

  private ActivationColumns(int[] layers, int[] neurons, int dMlp) {
    this.layers = layers;
    this.neurons = neurons;
    this.dMlp = dMlp;
  }

  /** Returns the neurons that bounds admit. */
  static ActivationColumns of(ModelConfig config, Bounds bounds) {
    int[] layers =
        IntStream.range(0, config.nLayers()).filter(l -> bounds.admits("layer", l)).toArray();
    int[] neurons =
        IntStream.range(0, config.dMlp()).filter(n -> bounds.admits("neuron", n)).toArray();
    return layers.length == 0 || neurons.length == 0
        ? NONE
        : new ActivationColumns(layers, neurons, config.dMlp());
  }

  /** Returns how many neurons are wanted. */
  int size() {
    return Math.multiplyExact(layers.length, neurons.length);
  }

  /** Returns the lowest wanted layer. */
  int firstLayer() {
    return layers[0];
  }

  /** Returns the highest wanted layer. */
  int lastLayer() {
    return layers[layers.length - 1];
  }

  /** Returns the layer of a wanted neuron. */
  int layer(int column) {
    return layers[column / neurons.length];
  }

  /** Returns the index of a wanted neuron in its layer. */
  int neuron(int column) {
    return neurons[column % neurons.length];
  }

  /** Returns where a wanted neuron stands in a row of all layers from first to last. */
  int offset(int column) {
    return (layer(column) - firstLayer()) * dMlp + neuron(column);
  }
}
