package org.rhodb.grammar;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** What each word of the DSL says, in one line, for help and completion. */
public final class WordHelp {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("ABLATE", "replaces chosen neurons and measures the loss"),
          entry("ACTIVATIONS", "what neurons put out, token by token"),
          entry("BASELINE", "the random map whose best match rho is compared to"),
          entry("CHECKPOINT", "the weights of a model at one training step"),
          entry("CHECKPOINTS", "several checkpoints, or all"),
          entry("CORPORA", "all corpora of the catalog"),
          entry("CORPUS", "a set of texts as tokens"),
          entry("CORRELATE", "pairs neurons of different models by correlation"),
          entry("DRAWS", "how many times something random is drawn"),
          entry("EACH", "every neuron on its own"),
          entry("ESTIMATE", "a first-order estimate, before or instead of the exact number"),
          entry("FLOAT16", "stored in half precision: half the bytes, 11 significant bits"),
          entry("FLOAT32", "stored as computed"),
          entry("GAUSSIAN", "a baseline of normalised Gaussian rows"),
          entry("GRADIENT", "the slope of the loss in every activation, by one backward pass"),
          entry("INGEST", "runs models and stores what their neurons put out"),
          entry("LAST", "the last checkpoint of each model"),
          entry("LAYER", "a block of a model, counted from 0"),
          entry("LAYERS", "a range of layers"),
          entry("MATCHED", "control neurons nearest in activity and output weight"),
          entry("MEAN", "replaced by the neuron's mean over the corpus"),
          entry("MODEL", "one trained network"),
          entry("MODELS", "several models"),
          entry("NEURONS", "units of the hidden axis of a layer's MLP"),
          entry("OF", "before the models a relation is about"),
          entry("ORTHOGONAL", "a baseline of random orthogonal maps"),
          entry("PERMUTATION", "a baseline of tokens in random order"),
          entry("PERSIST", "follows chosen neurons from checkpoint to checkpoint"),
          entry("RANDOM", "control neurons drawn from the same layers"),
          entry("REFERENCE", "the model whose neurons are listed"),
          entry("RESAMPLE", "replaced by the neuron's own value at another token"),
          entry("RUNS", "what operators have run, with seeds and hashes"),
          entry("SEED", "the number that makes something random repeatable"),
          entry("SETTINGS", "what SET can change"),
          entry("TOP", "how many neurons of highest estimate are ablated exactly"),
          entry("UNIVERSAL", "matched in independently trained models"),
          entry("VERSUS", "the neurons an ablation is compared to"),
          entry("ZERO", "replaced by zero"));

  private WordHelp() {}

  /**
   * Returns what a word of the DSL says.
   *
   * @param word upper case, as in {@link QueryParser#dslWords}
   */
  public static Optional<String> of(String word) {
    return Optional.ofNullable(WORDS.get(word));
  }
}
