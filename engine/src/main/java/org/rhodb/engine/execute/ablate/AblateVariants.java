package org.rhodb.engine.execute.ablate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.NeuronSet;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.row.CountText;
import org.rhodb.grammar.tree.Control;
import org.rhodb.grammar.tree.Screen;

/**
 * Lists what is ablated at one checkpoint: the chosen neurons, and beside each chosen set its
 * controls, from the same layers and as many in each.
 *
 * @param isByLayer each layer on its own rather than all together
 * @param screen whether each neuron on its own
 * @param bounds variants that the query drops anyway are left out
 */
record AblateVariants(boolean isByLayer, Control control, Screen screen, Bounds bounds) {
  static final String CHOSEN = "chosen";
  static final String RANDOM = "random";
  static final String MATCHED = "matched";

  /** Gives the weight by which neurons of a layer are matched: sd(activation) x |w_out|. */
  @FunctionalInterface
  interface LayerWeights {
    /** Returns the weight of every neuron of a layer. */
    double[] of(int layer);
  }

  AblateVariants {
    requireNonNull(control, "control is null");
    requireNonNull(screen, "screen is null");
    requireNonNull(bounds, "bounds is null");
  }

  /** Returns whether any variant of this checkpoint may be wanted. */
  boolean admits(CheckpointEntry checkpoint) {
    return bounds.admits("model", checkpoint.model())
        && bounds.admits("checkpoint", checkpoint.step());
  }

  /** Returns the layers that have chosen neurons and a variant that may be wanted. */
  BitSet layers(NeuronSet.Members members) {
    BitSet layers = new BitSet();
    for (int layer = 0; layer < members.checkpoint().config().nLayers(); layer++) {
      boolean isWanted = bounds.admits("layer", isByLayer || screen.isEach() ? layer : null);
      layers.set(layer, isWanted && !members.layer(layer).isEmpty());
    }
    return layers;
  }

  /** Returns the same without bounds: what a choice of the greatest must see. */
  AblateVariants unbounded() {
    return new AblateVariants(isByLayer, control, screen, Bounds.NONE);
  }

  /**
   * Returns the variants that are wanted of a checkpoint, layers rising, the chosen set first and
   * then its controls. Without weights, matched controls have the chosen neurons.
   *
   * @throws org.rhodb.engine.error.QueryException A207 if a layer has too few neurons left
   */
  List<AblateVariant> list(NeuronSet.Members members, @Nullable LayerWeights weights) {
    List<AblateVariant> variants = new ArrayList<>();
    SortedMap<Integer, BitSet> all = new TreeMap<>();
    layers(members).stream().forEach(layer -> all.put(layer, members.layer(layer)));
    if (screen.isEach()) {
      all.forEach(
          (layer, chosen) ->
              chosen.stream().forEach(i -> add(AblateVariant.single(layer, i), variants)));
      return variants;
    }
    if (!isByLayer && !all.isEmpty()) {
      addSet(members, all, AblateVariant.ALL_LAYERS, weights, variants);
    }
    if (isByLayer) {
      all.forEach(
          (layer, chosen) -> {
            SortedMap<Integer, BitSet> one = new TreeMap<>();
            one.put(layer, chosen);
            addSet(members, one, layer, weights, variants);
          });
    }
    return variants;
  }

  private void addSet(
      NeuronSet.Members members,
      SortedMap<Integer, BitSet> chosen,
      int layer,
      @Nullable LayerWeights weights,
      List<AblateVariant> variants) {
    add(new AblateVariant(CHOSEN, 0, layer, chosen), variants);
    if (control.kind() != Control.Kind.NONE) {
      chosen.forEach((at, neurons) -> checkRoom(members, at, neurons.cardinality()));
    }
    switch (control.kind()) {
      case NONE -> {}
      case RANDOM -> {
        for (int draw = 1; draw <= control.draws(); draw++) {
          add(new AblateVariant(RANDOM, draw, layer, random(members, chosen, draw)), variants);
        }
      }
      case MATCHED -> {
        SortedMap<Integer, BitSet> matched = new TreeMap<>(chosen);
        if (weights != null) {
          matched.replaceAll((at, bits) -> NeuronDraw.matched(bits, weights.of(at)));
        }
        add(AblateVariant.matched(layer, chosen, matched), variants);
      }
    }
  }

  private static void checkRoom(NeuronSet.Members members, int layer, int chosen) {
    int rest = dMlp(members) - chosen;
    if (rest < chosen) {
      throw QueryException.of(
              ErrorCode.A207,
              String.format(
                  Locale.ROOT,
                  "layer %d of %s has %s that are not chosen, fewer than the %,d that are: no"
                      + " control of that size can be drawn",
                  layer,
                  members.checkpoint().reference(),
                  CountText.of(rest, "neuron"),
                  chosen))
          .withHint("choose fewer neurons, or leave out VERSUS");
    }
  }

  private void add(AblateVariant variant, List<AblateVariant> variants) {
    if (admits(variant)) {
      variants.add(variant);
    }
  }

  /** Returns whether a variant of a checkpoint may be wanted. */
  boolean admits(AblateVariant variant) {
    Long draw = variant.draw() == 0 ? null : (long) variant.draw();
    Long neuron = variant.neuron() == AblateVariant.SEVERAL ? null : (long) variant.neuron();
    Integer layer = variant.layer() == AblateVariant.ALL_LAYERS ? null : variant.layer();
    return bounds.admits("selection", variant.selection())
        && bounds.admits("draw", draw)
        && bounds.admits("layer", layer)
        && bounds.admits("neuron", neuron);
  }

  private SortedMap<Integer, BitSet> random(
      NeuronSet.Members members, SortedMap<Integer, BitSet> chosen, int draw) {
    SortedMap<Integer, BitSet> drawn = new TreeMap<>();
    String hash = members.checkpoint().weightsHash();
    chosen.forEach(
        (layer, bits) ->
            drawn.put(
                layer, NeuronDraw.random(bits, dMlp(members), control.seed(), draw, hash, layer)));
    return drawn;
  }

  private static int dMlp(NeuronSet.Members members) {
    return members.checkpoint().config().dMlp();
  }
}
