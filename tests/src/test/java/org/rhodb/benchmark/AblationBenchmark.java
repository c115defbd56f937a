package org.rhodb.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.rhodb.engine.catalog.TensorData;
import org.rhodb.engine.corpus.TokenBatch;
import org.rhodb.engine.execute.ForwardCost;
import org.rhodb.engine.machine.RatesFile;
import org.rhodb.engine.network.AblatedLoss;
import org.rhodb.engine.network.AblationMethod;
import org.rhodb.engine.network.CleanPass;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.NeuronReplacement;
import org.rhodb.engine.network.SampleCheck;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.network.tensor.TensorRuntime;
import org.rhodb.engine.network.tensor.TorchScript;

/**
 * Ablation by layer with random draws, set at a time, against one full forward pass a variant: as a
 * script does it with a hook (whole logits, log-softmax, cross-entropy and KL, clean
 * log-probabilities kept), and by our own kernels. Also with each of our own optimisations off. All
 * plans take turns; the best turn of each is shown.
 *
 * <pre>
 * java -cp ... org.rhodb.benchmark.AblationBenchmark [draws] [tokens] [threads] [turns] [plans] [shape] [targets]
 * </pre>
 *
 * <p>With {@code plans} = 1 only set at a time is measured beside the script; {@code shape} is 1 or
 * 2, the small network or GPT-2 small's sizes, without it or with 0 both; {@code targets} the
 * tokens of the corpus that the batch is taken to be of, which decide how exact samples must be,
 * without it those of the batch. Behind each table stands where set at a time spends its time, and
 * what a quarter of the script's time would leave for it.
 */
public final class AblationBenchmark {
  private static final int NEURONS = 40;
  private static final int MEASURED = 3;
  private static final int CONTEXT = 256;

  private final PrintStream out;
  private final TensorRuntime runtime;
  private final int draws;
  private final int threads;
  private final int turns;
  private final List<Plan> plans;

  /** What the plan timed last found. */
  private List<AblatedLoss> found = List.of();

  private SampleCheck sampling = SampleCheck.NONE;

  private AblationBenchmark(
      PrintStream out, TensorRuntime runtime, int draws, int threads, int turns, List<Plan> plans) {
    this.threads = threads;
    this.out = out;
    this.runtime = runtime;
    this.draws = draws;
    this.turns = turns;
    this.plans = plans;
  }

  /** Measures two shapes. */
  public static void main(String[] arguments) {
    int draws = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    int tokens = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 512;
    int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    int turns = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2;
    int count = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 0;
    int shape = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 0;
    long targets = arguments.length > 6 ? Long.parseLong(arguments[6]) : 0;
    List<Plan> plans = plans(targets);
    try (TensorRuntime runtime = TensorRuntime.start("cpu", threads)) {
      AblationBenchmark benchmark =
          new AblationBenchmark(
              System.out,
              runtime,
              draws,
              threads,
              turns,
              plans.subList(0, count > 0 ? count : plans.size()));
      if (shape != 2) {
        benchmark.measure(
            "bytes, 12 layers, d 128", new RandomGpt2(257, CONTEXT, 128, 12, 4), 4 * tokens);
      }
      if (shape != 1) {
        benchmark.measure("GPT-2 small", new RandomGpt2(50257, 1024, 768, 12, 12), tokens);
      }
    }
  }

  /** A way to run the variants. */
  private record Plan(String name, boolean isFused, AblationMethod method) {}

  private static List<Plan> plans(long targets) {
    return List.of(
        new Plan("set at a time", true, method(true, 1, true, true, targets)),
        new Plan(
            "our own: a full forward pass a variant", true, method(false, 1, true, false, targets)),
        new Plan(
            "- without samples of the vocabulary", true, method(true, 1, true, false, targets)),
        new Plan("- without stacking", true, method(true, 0, true, true, targets)),
        new Plan("- stacks of twice the tokens", true, method(true, 2, true, true, targets)),
        new Plan("- without tiles of the vocabulary", true, method(true, 1, false, false, targets)),
        new Plan("- without fused products", false, method(true, 1, true, true, targets)));
  }

  private static AblationMethod method(
      boolean isSuffix, int stacks, boolean isTiled, boolean isSampled, long targets) {
    int tokens = Math.max(1, stacks * AblationMethod.STACK_TOKENS);
    return new AblationMethod(
        isSuffix, tokens, isTiled, isSampled, targets, AblationMethod.CHANGE_BYTES);
  }

  private void measure(String name, RandomGpt2 weights, int tokens) {
    TokenBatch batch = weights.tokens(Math.max(1, tokens / CONTEXT), CONTEXT, 5);
    List<NeuronReplacement> variants = variants(weights.config().nLayers());
    out.printf(
        Locale.ROOT,
        "%n%s: %,d variants of %d neurons over %,d tokens; by FLOP alone the ratio is %.2f%n%n"
            + "| plan | ms a variant | ratio to the script | to our full pass | worst difference |%n"
            + "|---|---|---|---|---|%n",
        name,
        variants.size(),
        NEURONS,
        batch.ids().length,
        flopRatio(weights, variants));
    List<SampleCheck> samplings =
        new ArrayList<>(Collections.nCopies(plans.size(), SampleCheck.NONE));
    double[] best = new double[plans.size()];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    double[][] expected = new double[MEASURED][];
    double script = Double.POSITIVE_INFINITY;
    double[] worst = new double[plans.size()];
    Stages stages = new Stages(new ForwardCost(weights.config(), CONTEXT));
    try (Script plain = new Script(runtime, weights);
        Network fused = CheckpointNetworks.open(runtime, weights, true);
        Network unfused = CheckpointNetworks.open(runtime, weights, false)) {
      List<NeuronReplacement> few = List.of(variants.get(0), variants.get(variants.size() - 1));
      plans.forEach(plan -> time(plan.isFused() ? fused : unfused, batch, few, plan.method()));
      for (int turn = 0; turn < turns; turn++) {
        stages.measure(fused, batch, plans.get(0).method());
        script = Math.min(script, plain.seconds(batch, variants, expected));
        for (int p = 0; p < best.length; p++) {
          Network network = plans.get(p).isFused() ? fused : unfused;
          best[p] = Math.min(best[p], time(network, batch, variants, plans.get(p).method()));
          worst[p] = Math.max(worst[p], worst(variants, expected));
          samplings.set(p, sampling);
        }
      }
    }
    double whole = best.length > 1 ? best[1] : Double.NaN;
    report("script: a full forward pass a variant", script, script, whole, Double.NaN);
    for (int p = 0; p < best.length; p++) {
      report(plans.get(p).name(), best[p], script, whole, worst[p]);
    }
    RatesFile.Found rates =
        new RatesFile(RatesFile.ofUser(System.getenv())).read(RatesFile.Place.here("cpu", threads));
    double seconds =
        batch.ids().length
            * rates
                .rates()
                .seconds(
                    new ForwardCost(weights.config(), CONTEXT),
                    plans.get(0).method(),
                    variants.size(),
                    suffixFlops(weights, variants));
    out.printf(
        Locale.ROOT,
        "%nSet at a time: expected %.1f ms a variant, as EXPLAIN does, took %.1f; %s.%n",
        seconds / variants.size() * 1e3,
        best[0] * 1e3,
        rates.describe());
    SampleCheck check = samplings.get(0);
    out.printf(
        Locale.ROOT,
        "From %.0f %% of the vocabulary: %,d variants; %,d from all of it instead; %,d to tell, at"
            + " most %.1e nats apart.%n",
        100 * check.share(),
        check.sampled(),
        check.refused(),
        check.checked(),
        check.worst());
    stages.report(out, batch.ids().length, script);
  }

  /** Returns what the operations of the matrix products allow, the clean pass counted once. */
  private static double flopRatio(RandomGpt2 weights, List<NeuronReplacement> variants) {
    double whole = new ForwardCost(weights.config(), CONTEXT).fullFlops();
    return variants.size() * whole / suffixFlops(weights, variants);
  }

  /** Returns the operations a token of a clean pass and of every variant's suffix. */
  private static double suffixFlops(RandomGpt2 weights, List<NeuronReplacement> variants) {
    ForwardCost cost = new ForwardCost(weights.config(), CONTEXT);
    double suffixes = cost.cleanFlops();
    for (NeuronReplacement variant : variants) {
      int layer = variant.layers().firstKey();
      suffixes += cost.fullFlops() - cost.prefixFlops(layer);
    }
    return suffixes;
  }

  private List<NeuronReplacement> variants(int nLayers) {
    SplittableRandom random = new SplittableRandom(3);
    List<NeuronReplacement> variants = new ArrayList<>();
    for (int layer = 0; layer < nLayers; layer++) {
      for (int draw = 0; draw <= draws; draw++) {
        int[] neurons = random.ints(0, 512).distinct().limit(NEURONS).toArray();
        variants.add(
            NeuronReplacement.none().withConstants(layer, neurons, new float[neurons.length]));
      }
    }
    return variants;
  }

  private static BitSet all(Network network) {
    BitSet layers = new BitSet();
    layers.set(0, network.config().nLayers());
    return layers;
  }

  /** Returns seconds a variant, the clean pass included. */
  private double time(
      Network network, TokenBatch batch, List<NeuronReplacement> variants, AblationMethod method) {
    long started = System.nanoTime();
    try (CleanPass clean = network.openCleanPass(batch, all(network), method, flops -> {})) {
      found = clean.ablate(variants, flops -> {});
      sampling = clean.sampling();
    }
    return (System.nanoTime() - started) / 1e9 / variants.size();
  }

  /** Returns how far losses and divergences of the plan timed last are from the script's. */
  private double worst(List<NeuronReplacement> variants, double[][] expected) {
    double worst = 0;
    for (int i = 0; i < MEASURED; i++) {
      AblatedLoss loss = found.get(variant(variants, i));
      worst = Math.max(worst, Math.abs(loss.lossSum() - expected[i][0]) / loss.tokens());
      worst = Math.max(worst, Math.abs(loss.klSum() - expected[i][1]) / loss.tokens());
    }
    return worst;
  }

  private static int variant(List<NeuronReplacement> variants, int i) {
    return i * (variants.size() - 1) / (MEASURED - 1);
  }

  private void report(String plan, double seconds, double script, double whole, double worst) {
    out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.2f | %.2f | %s |%n",
        plan,
        seconds * 1e3,
        script / seconds,
        whole / seconds,
        Double.isNaN(worst) ? "" : String.format(Locale.ROOT, "%.1e", worst));
  }

  /** Where set at a time spends its time, from runs behind the last layer and behind the first. */
  private static final class Stages {
    private static final int RUNS = 64;

    private final ForwardCost cost;
    private double clean = Double.POSITIVE_INFINITY;
    private double behindLast = Double.POSITIVE_INFINITY;
    private double behindFirst = Double.POSITIVE_INFINITY;

    Stages(ForwardCost cost) {
      this.cost = cost;
    }

    void measure(Network network, TokenBatch batch, AblationMethod method) {
      long started = System.nanoTime();
      try (CleanPass pass = network.openCleanPass(batch, all(network), method, flops -> {})) {
        clean = Math.min(clean, (System.nanoTime() - started) / 1e9);
        behindLast = Math.min(behindLast, runs(pass, network.config().nLayers() - 1));
        behindFirst = Math.min(behindFirst, runs(pass, 0));
      }
    }

    private static double runs(CleanPass pass, int layer) {
      int[] neurons = IntStream.range(0, NEURONS).toArray();
      List<NeuronReplacement> same =
          Collections.nCopies(
              RUNS, NeuronReplacement.none().withConstants(layer, neurons, new float[NEURONS]));
      long started = System.nanoTime();
      pass.ablate(same, flops -> {});
      return (System.nanoTime() - started) / 1e9 / RUNS;
    }

    void report(PrintStream out, int positions, double script) {
      int layers = cost.config().nLayers();
      double layer = (behindFirst - behindLast) / (layers - 1);
      double layerFlops = cost.prefixFlops(0);
      double headFlops = cost.fullFlops() - cost.prefixFlops(layers - 1);
      out.printf("%n| stage | times a variant | ms | GFLOP/s |%n|---|---|---|---|%n");
      report(out, "clean pass and its head", "once a batch", clean, positions * cost.cleanFlops());
      report(out, "head, losses and KL", "1", behindLast, positions * headFlops);
      report(
          out,
          "a layer",
          String.format(Locale.ROOT, "%.1f on average", (layers - 1) / 2.0),
          layer,
          positions * layerFlops);
      out.printf(
          Locale.ROOT,
          "%nA quarter of the script's pass is %.1f ms a variant; the head alone takes %.1f,"
              + " head and layers %.1f.%n",
          script / 4 * 1e3,
          behindLast * 1e3,
          (behindLast + layer * (layers - 1) / 2) * 1e3);
    }

    private static void report(
        PrintStream out, String stage, String times, double seconds, double flops) {
      out.printf(
          Locale.ROOT,
          "| %s | %s | %.1f | %.0f |%n",
          stage,
          times,
          seconds * 1e3,
          flops / seconds / 1e9);
    }
  }

  /** The forward pass as a script writes it. Every variant costs the same, so a few are timed. */
  private static final class Script implements AutoCloseable {
    private final NDManager scope;
    private final TorchScript kernels;
    private final List<NDArray> tensors = new ArrayList<>();
    private final int heads;

    Script(TensorRuntime runtime, RandomGpt2 weights) {
      scope = runtime.openScope();
      kernels = TorchScript.load(runtime, AblationBenchmark.class, "PlainGpt2.py");
      heads = weights.config().nHeads();
      for (String name : weights.ordered()) {
        TensorData tensor = weights.tensor(name);
        long[] sizes = tensor.shape().stream().mapToLong(size -> size).toArray();
        FloatBuffer values = tensor.bytes().asFloatBuffer();
        try (NDArray buffer = scope.create(values, new Shape(sizes), DataType.FLOAT32)) {
          tensors.add(buffer.duplicate());
        }
      }
    }

    double seconds(TokenBatch batch, List<NeuronReplacement> variants, double[][] sums) {
      long[] flat = new long[batch.ids().length];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = batch.ids()[i];
      }
      double seconds = 0;
      try (NDManager work = scope.newSubManager()) {
        NDArray ids = work.create(flat, new Shape(batch.sequences(), batch.context()));
        NDArray none = work.create(new long[0]);
        NDArray clean = null;
        for (int warm = 0; warm < 2; warm++) { // the second is counted: once a batch
          long started = System.nanoTime();
          clean = kernels.call(work, "clean", ids, heads, none, work.create(new float[0]), tensors);
          seconds = (System.nanoTime() - started) / 1e9 / variants.size();
        }
        for (int i = 0; i < sums.length; i++) {
          NeuronReplacement variant = variants.get(variant(variants, i));
          int layer = variant.layers().firstKey();
          int[] neurons = variant.layers().get(layer).neurons();
          NDArray index = work.create(neurons).toType(DataType.INT64, true);
          NDArray values = work.zeros(new Shape(neurons.length));
          long started = System.nanoTime();
          sums[i] =
              kernels
                  .call(work, "ablate", clean, ids, heads, layer, index, values, tensors)
                  .toDoubleArray();
          seconds += (System.nanoTime() - started) / 1e9 / sums.length;
        }
      }
      return seconds;
    }

    @Override
    public void close() {
      kernels.close();
      scope.close();
    }
  }
}
