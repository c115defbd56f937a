package org.rhodb.engine.execute.ablate;

import static java.util.Objects.requireNonNull;

import java.util.BitSet;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** One set of neurons to ablate together: a row of {@code ABLATE}. */
final class AblateVariant {
  /** {@link #layer} of a variant over all layers. */
  static final int ALL_LAYERS = -1;

  /** {@link #neuron} of a variant of several. */
  static final int SEVERAL = -1;

  private final String selection;
  private final int draw;
  private final int layer;
  private final int neuron;
  private final SortedMap<Integer, int[]> neurons;
  private final String name;

  /**
   * Creates a variant.
   *
   * @param selection {@code chosen}, {@code random} or {@code matched}
   * @param draw number of the draw, from 1; 0: nothing was drawn
   * @param layer the only layer, or {@link #ALL_LAYERS}
   * @param neurons by layer; at least one in each
   */
  AblateVariant(String selection, int draw, int layer, SortedMap<Integer, BitSet> neurons) {
    this(selection, draw, layer, SEVERAL, neurons, "");
  }

  /**
   * Returns the control that matches a chosen set.
   *
   * @param matched its neurons; the chosen ones, as many in the same layers, where they are not
   *     known yet
   */
  static AblateVariant matched(
      int layer, SortedMap<Integer, BitSet> chosen, SortedMap<Integer, BitSet> matched) {
    return new AblateVariant(
        AblateVariants.MATCHED, 1, layer, SEVERAL, matched, "matched to " + chosen);
  }

  private AblateVariant(
      String selection,
      int draw,
      int layer,
      int neuron,
      SortedMap<Integer, BitSet> neurons,
      String name) {
    this.neuron = neuron;
    this.selection = requireNonNull(selection, "selection is null");
    this.draw = draw;
    this.layer = layer;
    SortedMap<Integer, int[]> indices = new TreeMap<>();
    neurons.forEach((at, bits) -> indices.put(at, bits.stream().toArray()));
    this.neurons = Collections.unmodifiableSortedMap(indices);
    this.name = name.isEmpty() ? neurons.toString() : name;
  }

  /** Returns how the neurons were selected. */
  String selection() {
    return selection;
  }

  /** Returns the number of the draw, from 1; 0: nothing was drawn. */
  int draw() {
    return draw;
  }

  /** Returns the only layer, or {@link #ALL_LAYERS}. */
  int layer() {
    return layer;
  }

  /** Returns the variant of one chosen neuron. */
  static AblateVariant single(int layer, int neuron) {
    BitSet one = new BitSet();
    one.set(neuron);
    SortedMap<Integer, BitSet> neurons = new TreeMap<>();
    neurons.put(layer, one);
    return new AblateVariant(AblateVariants.CHOSEN, 0, layer, neuron, neurons, "");
  }

  /** Returns the only neuron, of EACH, or {@link #SEVERAL}. */
  int neuron() {
    return neuron;
  }

  /** Returns rising indices by layer; shared, not to be changed. */
  SortedMap<Integer, int[]> neurons() {
    return neurons;
  }

  /**
   * Returns what is replaced, as text: a set of neurons, whatever selected it, or for a matched
   * control the set it matches, since its own takes a pass to find.
   */
  String name() {
    return name;
  }

  /** Returns whether the neurons are those that match others. */
  boolean isMatched() {
    return selection.equals(AblateVariants.MATCHED);
  }

  /** Returns the lowest layer: only it and those above run. */
  int lowestLayer() {
    return neurons.firstKey();
  }

  /** Returns the number of neurons. */
  int size() {
    return neurons.values().stream().mapToInt(indices -> indices.length).sum();
  }
}
