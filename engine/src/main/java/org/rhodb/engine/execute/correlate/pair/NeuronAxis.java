package org.rhodb.engine.execute.correlate.pair;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.ModelConfig;
import org.rhodb.engine.plan.ColumnBounds;

/**
 * Some neurons of a network in (layer, neuron) order: one side of a matrix of correlations.
 * Position p of a network is neuron p mod d_mlp of layer p / d_mlp.
 */
public final class NeuronAxis {
  private final int dMlp;
  private final int[] positions;

  private NeuronAxis(int dMlp, int[] positions) {
    this.dMlp = dMlp;
    this.positions = positions;
  }

  /** Returns every neuron of a network. */
  public static NeuronAxis all(ModelConfig config) {
    return new NeuronAxis(config.dMlp(), IntStream.range(0, config.neuronCount()).toArray());
  }

  /** Returns the neurons that bounds on two columns admit. */
  public static NeuronAxis within(ModelConfig config, ColumnBounds layers, ColumnBounds neurons) {
    int dMlp = config.dMlp();
    return new NeuronAxis(
        dMlp,
        IntStream.range(0, config.neuronCount())
            .filter(p -> layers.admits((long) (p / dMlp)) && neurons.admits((long) (p % dMlp)))
            .toArray());
  }

  /** Returns every neuron that is on this axis or the other, of the same network. */
  public NeuronAxis union(NeuronAxis other) {
    return new NeuronAxis(
        dMlp,
        IntStream.concat(Arrays.stream(positions), Arrays.stream(other.positions))
            .sorted()
            .distinct()
            .toArray());
  }

  /** Returns some neurons of this axis. */
  public NeuronAxis choose(int[] indices) {
    return new NeuronAxis(dMlp, Arrays.stream(indices).map(i -> positions[i]).toArray());
  }

  /** Returns where the neurons of a part of this axis are on it. */
  public int[] indicesOf(NeuronAxis part) {
    return Arrays.stream(part.positions).map(p -> Arrays.binarySearch(positions, p)).toArray();
  }

  /** Returns neighbouring neurons of this axis. */
  public NeuronAxis slice(int from, int until) {
    return new NeuronAxis(dMlp, Arrays.copyOfRange(positions, from, until));
  }

  public int size() {
    return positions.length;
  }

  public boolean isEmpty() {
    return positions.length == 0;
  }

  /** Returns the layer of a neuron by its index on this axis. */
  public int layer(int index) {
    return positions[index] / dMlp;
  }

  /** Returns the neuron within its layer by its index on this axis. */
  public int neuron(int index) {
    return positions[index] % dMlp;
  }

  /** Returns the place of a neuron in its network: layer * d_mlp + neuron. */
  public int position(int index) {
    return positions[index];
  }

  /** Returns the index of a neuron by its place in the network; negative where it is not here. */
  public int indexOf(int position) {
    return Arrays.binarySearch(positions, position);
  }

  public int firstLayer() {
    return layer(0);
  }

  public int lastLayer() {
    return layer(size() - 1);
  }

  /** Returns the columns of these neurons among activations captured from a layer on. */
  public int[] columnsFrom(int firstLayer) {
    int offset = firstLayer * dMlp;
    return Arrays.stream(positions).map(p -> p - offset).toArray();
  }

  /**
   * Returns where to cut this axis into at most {@code parts} parts: indices, the first 0 and the
   * last its size.
   *
   * @param isByLayer whether only between layers
   */
  public int[] cuts(int parts, boolean isByLayer) {
    int[] starts = isByLayer ? layerStarts() : new int[] {};
    int units = isByLayer ? starts.length : size();
    int count = Math.min(parts, units);
    int[] cuts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      int unit = (int) ((long) units * i / count);
      cuts[i] = isByLayer ? starts[unit] : unit;
    }
    cuts[count] = size();
    return cuts;
  }

  /** Returns the index of each layer's first neuron on this axis. */
  public int[] layerStarts() {
    return IntStream.range(0, size()).filter(i -> i == 0 || layer(i) != layer(i - 1)).toArray();
  }

  /** Returns the number of distinct layers. */
  public int layerCount() {
    return layerStarts().length;
  }

  /** Returns a text that is equal for equal axes: ranges of positions. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int i = 1; i <= positions.length; i++) {
      if (i == positions.length || positions[i] != positions[i - 1] + 1) {
        text.append(positions[from]).append('-').append(positions[i - 1]).append(' ');
        from = i;
      }
    }
    return text.toString().strip();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NeuronAxis axis
        && axis.dMlp == dMlp
        && Arrays.equals(axis.positions, positions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(positions);
  }
}
