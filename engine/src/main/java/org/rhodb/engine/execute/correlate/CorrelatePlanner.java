package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.correlate.CorrelateExec.Prepared;
import org.rhodb.engine.execute.correlate.dense.TilePlan;
import org.rhodb.engine.execute.correlate.dense.TilePlanner;
import org.rhodb.engine.execute.correlate.kept.KeptPairs;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.CheckpointPair;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pair.NeuronPair;
import org.rhodb.engine.execute.correlate.pair.RhoFilter;
import org.rhodb.engine.execute.correlate.screen.ScreenGoal;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.settings.Setting;

/**
 * Plans one {@code CORRELATE}: its pairs, those that were kept, and how the others are computed.
 */
final class CorrelatePlanner {
  private final ExecutionContext context;
  private final IslandAnalysis.Correlate analysis;
  private final Bounds bounds;
  private final List<Listed> listed = new ArrayList<>();

  /** A group whole: all of its networks, and its pairs. */
  private record Listed(GroupWork work, List<CheckpointPair> emitted) {}

  CorrelatePlanner(ExecutionContext context, IslandAnalysis.Correlate analysis, Bounds bounds) {
    this.context = context;
    this.analysis = analysis;
    this.bounds = bounds;
    for (IslandAnalysis.Group group : analysis.groups()) {
      List<CheckpointEntry> networks = new ArrayList<>();
      Map<String, Integer> index = GroupWork.indexNetworks(group, networks);
      List<CheckpointPair> emitted = new ArrayList<>();
      List<CheckpointEntry> checkpoints = group.checkpoints();
      for (int i = 0; i < checkpoints.size(); i++) {
        for (int j = i + 1; j < checkpoints.size(); j++) {
          pair(checkpoints.get(i), checkpoints.get(j), index).ifPresent(emitted::add);
        }
      }
      listed.add(new Listed(new GroupWork(networks, List.of(), analysis.corpus()), emitted));
    }
  }

  /** Returns every pair that is wanted. */
  List<CheckpointPair> emitted() {
    return listed.stream().flatMap(group -> group.emitted().stream()).toList();
  }

  /** Chooses by cost whether pairs that were kept are read or computed again with the others. */
  Prepared plan() {
    KeptPairs kept = KeptPairs.find(context.answers(analysis.corpus()), bounds, emitted());
    if (kept.pairs().isEmpty()) {
      return computing(kept, KeptChoice.NONE);
    }
    Optional<Prepared> whole = ifItFits();
    Prepared rest = computing(kept, KeptChoice.NONE);
    KeptChoice choice =
        KeptChoice.of(
            context.rates(),
            "pairs",
            emitted().size(),
            kept.answers(),
            rest.plan(),
            whole.map(Prepared::plan));
    return choice.isKeptUsed() || whole.isEmpty()
        ? new Prepared(rest.groups(), rest.plan(), rest.computed(), kept, choice)
        : computing(KeptPairs.none(bounds), choice);
  }

  /** What was kept is given even where computing it again would not fit the memory. */
  private Optional<Prepared> ifItFits() {
    return MemoryBudget.ifFits(() -> computing(KeptPairs.none(bounds), KeptChoice.NONE));
  }

  private Prepared computing(KeptPairs kept, KeptChoice choice) {
    List<GroupWork> groups = new ArrayList<>();
    List<CheckpointPair> computed = new ArrayList<>();
    for (Listed group : listed) {
      List<CheckpointPair> missing = kept.without(group.emitted());
      if (!missing.isEmpty()) {
        groups.add(group.work().of(missing.stream().map(CheckpointPair::pair).toList()));
        computed.addAll(missing);
      }
    }
    int blockTokens =
        (int) Math.max(1, Math.min(1 << 20, context.settings().count(Setting.BLOCK_TOKENS)));
    TilePlanner planner = new TilePlanner(context.activations(), BaselineDraws.NONE, blockTokens);
    List<TilePlan> plans =
        groups.stream().map(group -> planner.plan(group, context.memory())).toList();
    long pairs = computed.stream().mapToLong(pair -> pair.pair().size()).sum();
    CorrelationPlan plan =
        CorrelationPlan.choose(
            context,
            groups,
            plans,
            ScreenGoal.of(new RhoFilter(kept.bounds()), pairs),
            "only WHERE rho > t, a top k or best matches leave pairs out");
    return new Prepared(groups, plan, computed, kept, choice);
  }

  private Optional<CheckpointPair> pair(
      CheckpointEntry left, CheckpointEntry right, Map<String, Integer> index) {
    boolean isWanted =
        bounds.admits("model", left.model())
            && bounds.admits("checkpoint", left.step())
            && bounds.admits("other_model", right.model())
            && bounds.admits("other_checkpoint", right.step())
            && bounds.admits("tokens", analysis.corpus().countedTokens())
            && !bounds.column("rho").isNothing()
            && analysis.corpus().countedTokens() > 0;
    NeuronAxis leftAxis =
        NeuronAxis.within(left.config(), bounds.column("layer"), bounds.column("neuron"));
    NeuronAxis rightAxis =
        NeuronAxis.within(
            right.config(), bounds.column("other_layer"), bounds.column("other_neuron"));
    if (!isWanted || leftAxis.isEmpty() || rightAxis.isEmpty()) {
      return Optional.empty();
    }
    NeuronPair pair =
        new NeuronPair(
            index.get(left.weightsHash()),
            leftAxis,
            index.get(right.weightsHash()),
            rightAxis,
            true,
            false);
    return Optional.of(new CheckpointPair(left, right, pair));
  }
}
