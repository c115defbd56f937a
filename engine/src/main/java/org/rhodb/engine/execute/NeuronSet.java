package org.rhodb.engine.execute;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.row.Column;
import org.rhodb.engine.row.RowSource;

/**
 * A set of neurons a checkpoint: what {@code PERSIST} and {@code ABLATE} are given. A neuron is in
 * it once, however often it was named. Immutable; models by name, checkpoints by rising step.
 */
public final class NeuronSet {
  private final NavigableMap<String, NavigableMap<Long, Members>> models;

  private NeuronSet(NavigableMap<String, NavigableMap<Long, Members>> models) {
    this.models = models;
  }

  /**
   * Reads the rows of any relation that has model, checkpoint, layer and neuron; other columns are
   * passed over and the order of columns and rows does not matter. Reads to the end, does not close
   * {@code rows}.
   *
   * @param columns columns of {@code rows}, in order; names compare without regard to case
   * @throws QueryException A211 if a column is missing or NULL, A208 if its values are of the wrong
   *     type, A201 and A202 for an unknown model and checkpoint, A212 for a layer or neuron the
   *     model does not have
   */
  public static NeuronSet read(List<Column> columns, RowSource rows, Catalog catalog) {
    return new NeuronSetReader(columns, catalog).read(rows);
  }

  /** Returns a builder, for sets that are not read from rows. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether there is no neuron in it. */
  public boolean isEmpty() {
    return models.isEmpty();
  }

  /** Returns the models that have a neuron in it, by name. */
  public List<ModelEntry> models() {
    List<ModelEntry> entries = new ArrayList<>();
    for (NavigableMap<Long, Members> steps : models.values()) {
      entries.add(steps.firstEntry().getValue().model());
    }
    return Collections.unmodifiableList(entries);
  }

  /** Returns every checkpoint that has a neuron in it, by model name and rising step. */
  public List<Members> members() {
    List<Members> all = new ArrayList<>();
    for (NavigableMap<Long, Members> steps : models.values()) {
      all.addAll(steps.values());
    }
    return Collections.unmodifiableList(all);
  }

  /** Returns the neurons of a checkpoint, if it has any. */
  public Optional<Members> members(String model, long step) {
    NavigableMap<Long, Members> steps = models.get(model);
    return steps == null ? Optional.empty() : Optional.ofNullable(steps.get(step));
  }

  /** Neurons of one checkpoint. */
  public static final class Members {
    private final ModelEntry model;
    private final CheckpointEntry checkpoint;
    private final BitSet[] layers;

    private Members(ModelEntry model, CheckpointEntry checkpoint) {
      this.model = model;
      this.checkpoint = checkpoint;
      this.layers = new BitSet[checkpoint.config().nLayers()];
      for (int i = 0; i < layers.length; i++) {
        layers[i] = new BitSet(checkpoint.config().dMlp());
      }
    }

    /** Returns the model. */
    public ModelEntry model() {
      return model;
    }

    /** Returns the checkpoint. */
    public CheckpointEntry checkpoint() {
      return checkpoint;
    }

    /** Returns the indices of a layer's neurons; a copy, empty if none. */
    public BitSet layer(int layer) {
      return (BitSet) layers[layer].clone();
    }

    /** Returns the indices of every layer's neurons; copies. */
    public List<BitSet> layers() {
      List<BitSet> copies = new ArrayList<>(layers.length);
      for (BitSet layer : layers) {
        copies.add((BitSet) layer.clone());
      }
      return copies;
    }

    /** Returns the number of neurons. */
    public int size() {
      int n = 0;
      for (BitSet layer : layers) {
        n += layer.cardinality();
      }
      return n;
    }
  }

  /** Collects neurons; one that is added twice is in the set once. Not thread-safe. */
  public static final class Builder {
    private final NavigableMap<String, NavigableMap<Long, Members>> models = new TreeMap<>();

    private Builder() {}

    /**
     * Adds a neuron.
     *
     * @throws QueryException A212 if the model does not have it
     */
    public Builder add(ModelEntry model, CheckpointEntry checkpoint, long layer, long neuron) {
      int nLayers = checkpoint.config().nLayers();
      int dMlp = checkpoint.config().dMlp();
      if (layer < 0 || layer >= nLayers) {
        throw QueryException.of(
            ErrorCode.A212,
            checkpoint.reference()
                + " has no layer "
                + layer
                + ": its layers are 0 to "
                + (nLayers - 1));
      }
      if (neuron < 0 || neuron >= dMlp) {
        throw QueryException.of(
            ErrorCode.A212,
            checkpoint.reference()
                + " has no neuron "
                + neuron
                + " in layer "
                + layer
                + ": its neurons are 0 to "
                + (dMlp - 1));
      }
      models
          .computeIfAbsent(model.name(), name -> new TreeMap<>())
          .computeIfAbsent(checkpoint.step(), step -> new Members(model, checkpoint))
          .layers[(int) layer]
          .set((int) neuron);
      return this;
    }

    /** Returns the set; the builder must not be used after. */
    public NeuronSet build() {
      return new NeuronSet(models);
    }
  }
}
