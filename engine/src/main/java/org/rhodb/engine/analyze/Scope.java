package org.rhodb.engine.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.engine.row.CountText;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.tree.Checkpoints;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.ModelReference;
import org.rhodb.grammar.tree.Models;
import org.rhodb.grammar.tree.Name;

/**
 * Looks names up in the catalog and collects what is wrong; empty lists stand for what is not
 * there.
 */
final class Scope {
  private static final String LESS_MASKED =
      "CREATE OR REPLACE CORPUS with longer texts, or with a mask that leaves some of them";

  private final Catalog catalog;
  private final List<QueryException> errors;

  Scope(Catalog catalog, List<QueryException> errors) {
    this.catalog = catalog;
    this.errors = errors;
  }

  /** A listed model: its entry and what stands behind the @, if anything. */
  private record Listed(ModelEntry model, Checkpoints at) {}

  List<QueryException> errors() {
    return errors;
  }

  void error(Position position, ErrorCode code, String message, String hint) {
    errors.add(QueryException.at(position, code, message).withHint(hint));
  }

  /** Returns a model's name as it was created. */
  String modelName(Name name) {
    return catalog.model(name.text()).map(ModelEntry::name).orElse(name.text());
  }

  /** Returns the corpus, if it exists, has a token that counts and fits every checkpoint. */
  List<CorpusEntry> corpus(Name name, List<CheckpointEntry> checkpoints) {
    List<CorpusEntry> corpus = catalog.corpus(name.text()).stream().toList();
    if (corpus.isEmpty()) {
      List<String> names = catalog.corpora().stream().map(CorpusEntry::name).toList();
      error(
          name.position(),
          ErrorCode.A204,
          String.format(Locale.ROOT, "unknown corpus '%s'", name.text()),
          Suggestion.hint(name.text(), "corpora", names));
      return corpus;
    }
    if (corpus.get(0).countedTokens() == 0) {
      error(name.position(), ErrorCode.A210, nothingCounts(corpus.get(0)), LESS_MASKED);
      return List.of();
    }
    for (CheckpointEntry checkpoint : checkpoints) {
      List<QueryException> misfit = CorpusFit.check(checkpoint, corpus.get(0));
      if (!misfit.isEmpty()) {
        errors.add(misfit.get(0).orAt(name.position()));
        return List.of();
      }
    }
    return corpus;
  }

  private static String nothingCounts(CorpusEntry corpus) {
    return String.format(
        Locale.ROOT,
        "no token of corpus '%s' counts: it has %s, and its mask leaves none (%s)",
        corpus.name(),
        CountText.of(corpus.tokens(), "token"),
        corpus.masked().stream()
            .sorted()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));
  }

  /** Returns every checkpoint that is meant, model by model. */
  List<CheckpointEntry> checkpoints(Models models, Checkpoints at) {
    List<CheckpointEntry> found = new ArrayList<>();
    for (Listed listed : listed(models)) {
      Checkpoints meant = listed.at() instanceof Checkpoints.Unstated ? at : listed.at();
      if (meant instanceof Checkpoints.Unstated) {
        found.add(listed.model().lastCheckpoint());
      } else if (meant instanceof Checkpoints.All) {
        found.addAll(listed.model().checkpoints());
      } else if (meant instanceof Checkpoints.Steps steps) {
        steps.steps().forEach(step -> found.addAll(checkpoint(listed.model(), step)));
      }
    }
    return found;
  }

  /** Returns what is compared: one group, or one for each step. */
  List<IslandAnalysis.Group> groups(Models models, Checkpoints at) {
    int before = errors.size();
    List<Listed> listed = listed(models);
    if (errors.size() > before) {
      return List.of();
    }
    if (listed.size() < 2) {
      error(
          models.position(),
          ErrorCode.A209,
          "comparing takes at least two models; found " + listed.size(),
          "");
      return List.of();
    }
    List<IslandAnalysis.Group> groups = new ArrayList<>();
    if (at instanceof Checkpoints.Unstated) {
      groups.add(group(listed, List.of()));
    } else if (at instanceof Checkpoints.Steps steps) {
      steps.steps().forEach(step -> groups.add(group(listed, List.of(step))));
    } else if (at instanceof Checkpoints.All all) {
      for (long step : commonSteps(listed, all.position())) {
        groups.add(group(listed, List.of(new Literal(step, all.position()))));
      }
    }
    return errors.size() > before ? List.of() : groups;
  }

  /** Returns each listed model at its own @step, else at the step, else at its last checkpoint. */
  private IslandAnalysis.Group group(List<Listed> listed, List<Literal> step) {
    List<CheckpointEntry> checkpoints = new ArrayList<>();
    for (Listed one : listed) {
      List<Literal> meant = one.at() instanceof Checkpoints.Steps own ? own.steps() : step;
      if (meant.isEmpty()) {
        checkpoints.add(one.model().lastCheckpoint());
      } else {
        checkpoints.addAll(checkpoint(one.model(), meant.get(0)));
      }
    }
    return new IslandAnalysis.Group(checkpoints);
  }

  private SortedSet<Long> commonSteps(List<Listed> listed, Position position) {
    SortedSet<Long> common = new TreeSet<>();
    boolean isFirst = true;
    for (Listed one : listed) {
      if (one.at() instanceof Checkpoints.Unstated) {
        List<Long> steps = one.model().checkpoints().stream().map(CheckpointEntry::step).toList();
        if (isFirst) {
          common.addAll(steps);
        } else {
          common.retainAll(steps);
        }
        isFirst = false;
      }
    }
    if (common.isEmpty()) {
      error(
          position,
          ErrorCode.A202,
          isFirst
              ? "every model names its checkpoint; AT ALL CHECKPOINTS has nothing to choose"
              : "the models have no checkpoint step in common",
          "SHOW CHECKPOINTS lists them");
    }
    return common;
  }

  private List<CheckpointEntry> checkpoint(ModelEntry model, Literal step) {
    List<CheckpointEntry> found =
        model.checkpoints().stream().filter(c -> step.value().equals(c.step())).toList();
    if (found.isEmpty()) {
      String steps =
          model.checkpoints().stream()
              .map(c -> Long.toString(c.step()))
              .limit(20)
              .collect(Collectors.joining(", "));
      error(
          step.position(),
          ErrorCode.A202,
          String.format(Locale.ROOT, "model '%s' has no checkpoint %s", model.name(), step.value()),
          "its checkpoints: " + steps + (model.checkpoints().size() > 20 ? ", ..." : ""));
    }
    return found;
  }

  private List<Listed> listed(Models models) {
    if (models instanceof Models.Listed listed) {
      return listed.references().stream().flatMap(r -> model(r).stream()).toList();
    }
    List<Listed> all =
        catalog.models().stream().map(m -> new Listed(m, new Checkpoints.Unstated())).toList();
    if (all.isEmpty()) {
      error(
          models.position(),
          ErrorCode.A201,
          "there are no models",
          "CREATE MODEL name FROM 'folder' adds one");
    }
    return all;
  }

  private List<Listed> model(ModelReference reference) {
    String name = reference.model().text();
    List<ModelEntry> found = catalog.model(name).stream().toList();
    if (found.isEmpty()) {
      List<String> names = catalog.models().stream().map(ModelEntry::name).toList();
      error(
          reference.model().position(),
          ErrorCode.A201,
          String.format(Locale.ROOT, "unknown model '%s'", name),
          Suggestion.hint(name, "models", names));
      return List.of();
    }
    return List.of(new Listed(found.get(0), reference.at()));
  }
}
