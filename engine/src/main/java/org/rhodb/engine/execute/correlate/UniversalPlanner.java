package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rhodb.engine.analyze.IslandAnalysis;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.correlate.UniversalExec.Prepared;
import org.rhodb.engine.execute.correlate.dense.TilePlan;
import org.rhodb.engine.execute.correlate.dense.TilePlanner;
import org.rhodb.engine.execute.correlate.kept.KeptReference;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.GroupWork;
import org.rhodb.engine.execute.correlate.pair.UniversalGate;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.execute.correlate.screen.ScreenGoal;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.settings.Setting;

/**
 * Plans one {@code UNIVERSAL}: its references, those whose rows were kept, and how the others are
 * computed.
 */
final class UniversalPlanner {
  private final ExecutionContext context;
  private final IslandAnalysis.Universal analysis;
  private final Bounds bounds;
  private final BaselineDraws baseline;
  private final int blockTokens;

  UniversalPlanner(ExecutionContext context, IslandAnalysis.Universal analysis, Bounds bounds) {
    this.context = context;
    this.analysis = analysis;
    this.bounds = bounds;
    boolean isBaselineWanted =
        bounds.isUsed("baseline")
            || bounds.isUsed("excess")
            || !bounds.column("baseline").isAny()
            || !bounds.column("excess").isAny();
    this.baseline = isBaselineWanted ? BaselineDraws.of(analysis.baselines()) : BaselineDraws.NONE;
    this.blockTokens =
        (int) Math.max(1, Math.min(1 << 20, context.settings().count(Setting.BLOCK_TOKENS)));
  }

  /** Chooses by cost whether rows that were kept are read or computed again with the others. */
  Prepared plan() {
    List<UniversalGroup> all = new ArrayList<>();
    for (IslandAnalysis.Group listed : analysis.groups()) {
      UniversalGroup group =
          UniversalGroup.of(listed, analysis.references(), analysis.corpus(), bounds);
      if (!group.references().isEmpty()) {
        all.add(group);
      }
    }
    List<KeptReference> kept = find(all);
    if (kept.isEmpty()) {
      return computing(all, kept, KeptChoice.NONE);
    }
    Optional<Prepared> whole = ifItFits(all);
    Prepared rest = computing(without(all, kept), kept, KeptChoice.NONE);
    KeptChoice choice =
        KeptChoice.of(
            context.rates(),
            "models",
            all.stream().mapToInt(group -> group.references().size()).sum(),
            kept.stream().map(KeptReference::answer).toList(),
            rest.plan(),
            whole.map(Prepared::plan));
    return choice.isKeptUsed() || whole.isEmpty()
        ? computing(rest.groups(), kept, choice)
        : computing(all, List.of(), choice);
  }

  private List<KeptReference> find(List<UniversalGroup> groups) {
    AnswerShelf shelf = context.answers(analysis.corpus());
    List<KeptReference> kept = new ArrayList<>();
    for (UniversalGroup group : shelf.isReading() ? groups : List.<UniversalGroup>of()) {
      for (UniversalGroup.Reference reference : group.references()) {
        CheckpointEntry checkpoint = reference.checkpoint();
        KeptReference.find(
                shelf,
                KeptReference.key(shelf, group.listed(), checkpoint, baseline, blockTokens),
                bounds,
                group.listed(),
                checkpoint)
            .ifPresent(kept::add);
      }
    }
    return kept;
  }

  /** Returns the groups for the references that have no answer. */
  private List<UniversalGroup> without(List<UniversalGroup> groups, List<KeptReference> kept) {
    List<UniversalGroup> rest = new ArrayList<>();
    for (UniversalGroup group : groups) {
      Set<CheckpointEntry> found = new HashSet<>();
      kept.stream()
          .filter(reference -> reference.group().equals(group.listed()))
          .forEach(reference -> found.add(reference.checkpoint()));
      List<String> missing =
          group.references().stream()
              .map(UniversalGroup.Reference::checkpoint)
              .filter(checkpoint -> !found.contains(checkpoint))
              .map(CheckpointEntry::model)
              .toList();
      if (missing.size() == group.references().size()) {
        rest.add(group);
      } else if (!missing.isEmpty()) {
        rest.add(UniversalGroup.of(group.listed(), missing, analysis.corpus(), bounds));
      }
    }
    return rest;
  }

  /** What was kept is given even where computing it again would not fit the memory. */
  private Optional<Prepared> ifItFits(List<UniversalGroup> groups) {
    return MemoryBudget.ifFits(() -> computing(groups, List.of(), KeptChoice.NONE));
  }

  private Prepared computing(
      List<UniversalGroup> groups, List<KeptReference> kept, KeptChoice choice) {
    TilePlanner planner = new TilePlanner(context.activations(), baseline, blockTokens);
    List<GroupWork> works = groups.stream().map(UniversalGroup::work).toList();
    List<TilePlan> plans =
        works.stream().map(work -> planner.plan(work, context.memory())).toList();
    UniversalGate gate = UniversalGate.of(bounds, baseline, works);
    CorrelationPlan plan =
        CorrelationPlan.choose(
            context,
            works,
            plans,
            goal(gate, models(groups)),
            "a baseline takes every correlation of a neuron, and every neuron may be wanted");
    return new Prepared(groups, plan, gate, baseline, blockTokens, kept, choice);
  }

  private Optional<ScreenGoal> goal(UniversalGate gate, int models) {
    ScreenGoal goal = ScreenGoal.ofMatches(gate.lowest(), models, gate.isMutualWanted());
    if (baseline.draws() == 0) {
      return Optional.of(goal);
    }
    return gate.isOpen() ? Optional.empty() : Optional.of(goal.withBaseline());
  }

  /** Returns the most other models whose matches a neuron's statistics are of. */
  private static int models(List<UniversalGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.references().stream())
        .mapToInt(reference -> reference.sides().size())
        .filter(others -> others > 0)
        .max()
        .orElse(1);
  }
}
