package org.rhodb.engine.network;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which neurons' post-activations are replaced, and by what, in one ablated run.
 *
 * <p>The replacement acts at every position of every sequence, counted or not.
 */
public final class NeuronReplacement {
  private final SortedMap<Integer, Layer> layers;

  private NeuronReplacement(SortedMap<Integer, Layer> layers) {
    this.layers = layers;
  }

  /** Returns a replacement of nothing, to add layers to. */
  public static NeuronReplacement none() {
    return new NeuronReplacement(new TreeMap<>());
  }

  /**
   * Returns this replacement with neurons of one layer set to constants.
   *
   * @param layer 0-based
   * @param neurons indices in the layer, each once
   * @param values what each neuron is set to, as many as neurons
   * @throws IllegalArgumentException if the counts differ or the layer is there already
   */
  public NeuronReplacement withConstants(int layer, int[] neurons, float[] values) {
    if (neurons.length != values.length) {
      throw new IllegalArgumentException(neurons.length + " neurons, " + values.length + " values");
    }
    return with(layer, new Constants(neurons.clone(), values.clone()));
  }

  /**
   * Returns this replacement with neurons of one layer set to what the same neurons are at another
   * position of the same sequence, in the run itself (above a replaced layer: after that
   * replacement).
   *
   * @param layer 0-based
   * @param neurons indices in the layer, each once
   * @param sources for each position of the batch, shape [sequences][context], the position in the
   *     same sequence to take from, {@code < context}
   * @throws IllegalArgumentException if the layer is there already
   */
  public NeuronReplacement withResampled(int layer, int[] neurons, int[] sources) {
    return with(layer, new Resampled(neurons.clone(), sources.clone()));
  }

  private NeuronReplacement with(int layer, Layer replacement) {
    SortedMap<Integer, Layer> more = new TreeMap<>(layers);
    if (more.put(layer, requireNonNull(replacement)) != null) {
      throw new IllegalArgumentException("layer " + layer + " is replaced twice");
    }
    return new NeuronReplacement(more);
  }

  /** Returns the replacements by layer, lowest first. */
  public SortedMap<Integer, Layer> layers() {
    return Collections.unmodifiableSortedMap(layers);
  }

  /** What happens to the neurons of one layer. */
  public abstract static sealed class Layer {
    private final int[] neurons;

    private Layer(int[] neurons) {
      if (Arrays.stream(neurons).distinct().count() != neurons.length) {
        throw new IllegalArgumentException("a neuron is replaced twice");
      }
      this.neurons = neurons;
    }

    /** Returns the replaced neurons' indices in the layer. */
    public int[] neurons() {
      return neurons.clone();
    }
  }

  /** Neurons set to constants. */
  public static final class Constants extends Layer {
    private final float[] values;

    private Constants(int[] neurons, float[] values) {
      super(neurons);
      this.values = values;
    }

    /** Returns what each neuron is set to. */
    public float[] values() {
      return values.clone();
    }
  }

  /** Neurons set to their own values at other positions. */
  public static final class Resampled extends Layer {
    private final int[] sources;

    private Resampled(int[] neurons, int[] sources) {
      super(neurons);
      this.sources = sources;
    }

    /** Returns for each position of the batch the position in its sequence to take from. */
    public int[] sources() {
      return sources.clone();
    }
  }
}
