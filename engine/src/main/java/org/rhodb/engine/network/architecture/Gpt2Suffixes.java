package org.rhodb.engine.network.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * Ablated runs of one batch: stacked along the batch axis, each joins the stack behind the lowest
 * layer it changes.
 */
final class Gpt2Suffixes {
  private final Gpt2Network network;
  private final TorchScript kernels;
  private final Gpt2CleanPass clean;
  private final AblationMethod method;
  private final DoubleConsumer pulse;
  private final int positions;

  /** Runs that wait for the output head: what they changed, and which they are. */
  private final List<List<NDArray>> changes = new ArrayList<>();

  private final List<Integer> waiting = new ArrayList<>();

  Gpt2Suffixes(
      Gpt2Network network, Gpt2CleanPass clean, AblationMethod method, DoubleConsumer pulse) {
    this.network = network;
    this.kernels = network.kernels();
    this.clean = clean;
    this.method = method;
    this.pulse = pulse;
    this.positions = clean.batch().ids().length;
  }

  List<AblatedLoss> run(List<NeuronReplacement> replacements) {
    AblatedLoss[] results = new AblatedLoss[replacements.size()];
    AblatedLoss unchanged = new AblatedLoss(clean.lossSum(), 0, clean.tokens());
    Arrays.fill(results, unchanged);
    replacements.forEach(r -> ReplacementTensors.check(r, network.config()));
    List<Integer> order =
        IntStream.range(0, results.length)
            .boxed()
            .filter(r -> !replacements.get(r).layers().isEmpty() && clean.tokens() > 0)
            .sorted(Comparator.comparing(r -> replacements.get(r).layers().firstKey()))
            .toList();
    int size = Math.max(1, method.stackTokens() / Math.max(1, positions));
    long most = method.changeBytes() / Math.max(1, clean.predicted().changeBytes());
    NDManager scope = network.runtime().openScope();
    try {
      for (int first = 0; first < order.size(); first += size) {
        int end = Math.min(order.size(), first + size);
        List<Integer> stack = order.subList(first, end);
        stack(scope, stack.stream().map(replacements::get).toList());
        waiting.addAll(stack);
        int next = Math.min(size, order.size() - end);
        if (next == 0 || waiting.size() + next > most) {
          List<AblatedLoss> compared = clean.predicted().compare(changes, method, pulse);
          for (int i = 0; i < compared.size(); i++) {
            results[waiting.get(i)] = compared.get(i);
          }
          changes.clear();
          waiting.clear();
          scope.close();
          scope = network.runtime().openScope();
        }
      }
    } finally {
      scope.close();
    }
    return List.of(results);
  }

  /** Runs a stack and keeps what it changed. */
  private void stack(NDManager owner, List<NeuronReplacement> runs) {
    try (NDManager work = network.runtime().openScope()) {
      int lowest = method.isSuffix() ? runs.get(0).layers().firstKey() : 0;
      int joined = method.isSuffix() ? 0 : runs.size();
      NDArray x = method.isSuffix() ? null : embedded(work, joined);
      for (int layer = lowest; layer < network.config().nLayers(); layer++) {
        if (x != null) {
          NDArray before = x;
          x = advance(work, before, layer, runs.subList(0, joined));
          before.close();
          pulse.accept(
              network.layerFlops(joined * clean.batch().sequences(), clean.batch().context()));
        }
        int first = joined;
        while (joined < runs.size() && runs.get(joined).layers().firstKey() == layer) {
          joined++;
        }
        if (joined > first) {
          x = join(work, x, layer, runs.subList(first, joined));
        }
      }
      for (int r = 0; r < runs.size() && x != null; r++) {
        changes.add(clean.predicted().changes(owner, x, r * positions, positions));
      }
    }
  }

  private NDArray embedded(NDManager work, int runs) {
    try (NDArray one = network.embed(work, clean.batch())) {
      NDArray all = work.create(new Shape((long) runs * positions, network.config().dModel()));
      for (int r = 0; r < runs; r++) {
        kernels.apply("put", one, all, r * positions);
      }
      return all;
    }
  }

  /** Takes the stack through a layer, some of whose neurons are replaced in some runs. */
  private NDArray advance(NDManager work, NDArray x, int layer, List<NeuronReplacement> runs) {
    int sequences = runs.size() * clean.batch().sequences();
    if (runs.stream().noneMatch(run -> run.layers().containsKey(layer))) {
      return network.block(work, x, layer, sequences);
    }
    try (NDManager inside = work.newSubManager()) {
      NDArray middle = network.attend(inside, x, layer, sequences);
      NDArray post = network.neurons(inside, middle, layer);
      for (int r = 0; r < runs.size(); r++) {
        NeuronReplacement.Layer replaced = runs.get(r).layers().get(layer);
        if (replaced != null) {
          kernels.apply(
              "replace",
              post,
              r * positions,
              positions,
              Gpt2Network.longs(inside, replaced.neurons()),
              ReplacementTensors.values(inside, replaced),
              ReplacementTensors.sources(inside, replaced, clean.batch()));
        }
      }
      return network.project(work, middle, post, layer);
    }
  }

  /** Puts runs that start behind a layer on the stack. */
  private NDArray join(
      NDManager work, @Nullable NDArray x, int layer, List<NeuronReplacement> runs) {
    Gpt2CleanPass.Streams streams = clean.streams(layer);
    int rows = x == null ? 0 : (int) x.getShape().get(0);
    NDArray all =
        work.create(new Shape(rows + (long) runs.size() * positions, network.config().dModel()));
    if (x != null) {
      kernels.apply("put", x, all, 0);
      x.close();
    }
    BitSet wanted = new BitSet();
    for (NeuronReplacement run : runs) {
      Arrays.stream(run.layers().get(layer).neurons()).forEach(wanted::set);
    }
    int[] union = wanted.stream().toArray();
    try (NDManager inside = work.newSubManager()) {
      NDArray held =
          kernels.call(
              inside,
              "held",
              streams.middle(),
              network.layer(layer),
              Gpt2Network.longs(inside, union),
              network.config().activation(),
              network.config().layerNormEpsilon());
      for (int r = 0; r < runs.size(); r++) {
        NeuronReplacement.Layer replaced = runs.get(r).layers().get(layer);
        int[] neurons = replaced.neurons();
        int[] at = Arrays.stream(neurons).map(i -> Arrays.binarySearch(union, i)).toArray();
        kernels.apply(
            "enter",
            streams.after(),
            held,
            Gpt2Network.longs(inside, at),
            network.layer(layer),
            Gpt2Network.longs(inside, neurons),
            ReplacementTensors.values(inside, replaced),
            ReplacementTensors.sources(inside, replaced, clean.batch()),
            all,
            rows + r * positions);
      }
    }
    return all;
  }
}
