package org.rhodb.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.Connectors;
import org.rhodb.engine.catalog.CorpusConnector;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.ModelConnector;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.catalog.WeightsHash;
import org.rhodb.engine.corpus.CorpusBuilder;
import org.rhodb.engine.corpus.CorpusOptions;
import org.rhodb.engine.corpus.Documents;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.error.Suggestion;
import org.rhodb.engine.execute.Cancellation;
import org.rhodb.engine.execute.Progress;
import org.rhodb.grammar.Position;
import org.rhodb.grammar.tree.Literal;
import org.rhodb.grammar.tree.Statement;

/**
 * CREATE and DROP of models and corpora: everything is read and checked before the catalog changes.
 */
final class CatalogCommands {
  private final Catalog catalog;
  private final Connectors connectors;
  private final CorpusConnector.TableReader tables;
  private final Path folder;
  private final boolean isSafe;

  CatalogCommands(
      Catalog catalog,
      Connectors connectors,
      CorpusConnector.TableReader tables,
      Path folder,
      boolean isSafe) {
    this.catalog = catalog;
    this.connectors = connectors;
    this.tables = tables;
    this.folder = folder;
    this.isSafe = isSafe;
  }

  /** Refuses in safe mode what would read files from outside the folder of the program. */
  private void refuseOutside(String source) {
    if (isSafe && !folder.resolve(source).normalize().startsWith(folder.normalize())) {
      throw QueryException.of(
              ErrorCode.R510, "'" + source + "' is outside of '" + folder + "', safe mode's folder")
          .withHint("start the program in the folder that holds the models and corpora");
    }
  }

  QueryResult create(
      Statement.CreateModel statement, Progress progress, Cancellation cancellation) {
    String name = statement.name().text();
    boolean exists = catalog.model(name).isPresent();
    if (exists && statement.isIfNotExists()) {
      return FixedResult.message(String.format(Locale.ROOT, "model %s exists", name));
    }
    refuseIf(exists && !statement.isOrReplace(), statement.name().position(), "model", name);
    String source = (String) statement.source().value();
    try {
      refuseOutside(source);
      ModelConnector connector = connectors.model(source, folder);
      List<ModelConnector.Found> found = chosen(statement, connector.find(source, folder));
      List<CheckpointEntry> checkpoints = new ArrayList<>();
      for (ModelConnector.Found one : found) {
        cancellation.check();
        progress.report(
            "reading " + name + "@" + one.step(),
            (double) checkpoints.size() / found.size(),
            Double.NaN,
            Double.NaN);
        try (WeightSource weights = connector.open(one.location())) {
          checkpoints.add(
              new CheckpointEntry(
                  name, one.step(), one.location(), WeightsHash.of(weights), weights.config()));
        }
      }
      catalog.putModel(new ModelEntry(name, source, connector.name(), checkpoints));
      return FixedResult.message(created(checkpoints));
    } catch (QueryException e) {
      throw e.orAt(statement.source().position());
    }
  }

  QueryResult create(
      Statement.CreateCorpus statement, Progress progress, Cancellation cancellation) {
    String name = statement.name().text();
    boolean exists = catalog.corpus(name).isPresent();
    if (exists && statement.isIfNotExists()) {
      return FixedResult.message(String.format(Locale.ROOT, "corpus %s exists", name));
    }
    refuseIf(exists && !statement.isOrReplace(), statement.name().position(), "corpus", name);
    String source = (String) statement.source().value();
    try {
      refuseOutside(source);
      CorpusConnector connector = connectors.corpus(source);
      CorpusOptions options = CorpusOptions.read(statement.options(), connector.content());
      CorpusEntry corpus;
      try (Documents documents = connector.open(source, folder, options, tables);
          CorpusBuilder builder =
              new HeardCorpus(
                  CorpusBuilder.of(documents, options),
                  name,
                  options.tokens(),
                  progress,
                  cancellation)) {
        corpus = catalog.putCorpus(name, source, builder, options.masked());
      }
      return FixedResult.message(
          String.format(
              Locale.ROOT,
              "corpus %s: %,d tokens in %,d sequences of %,d, %,d count",
              name,
              corpus.tokens(),
              corpus.sequences(),
              corpus.context(),
              corpus.countedTokens()));
    } catch (QueryException e) {
      throw e.orAt(statement.source().position());
    }
  }

  QueryResult drop(Statement.Drop statement) {
    String name = statement.name().text();
    boolean isModel = statement.kind() == Statement.ObjectKind.MODEL;
    boolean exists = isModel ? catalog.model(name).isPresent() : catalog.corpus(name).isPresent();
    String what = isModel ? "model" : "corpus";
    if (!exists && statement.isIfExists()) {
      return FixedResult.message(String.format(Locale.ROOT, "there is no %s %s", what, name));
    }
    if (!exists) {
      List<String> names =
          isModel
              ? catalog.models().stream().map(ModelEntry::name).toList()
              : catalog.corpora().stream().map(CorpusEntry::name).toList();
      throw QueryException.at(
              statement.name().position(),
              isModel ? ErrorCode.A201 : ErrorCode.A204,
              String.format(Locale.ROOT, "unknown %s '%s'", what, name))
          .withHint(Suggestion.hint(name, isModel ? "models" : "corpora", names));
    }
    if (isModel) {
      catalog.dropModel(name);
    } else {
      catalog.dropCorpus(name);
    }
    return FixedResult.message(String.format(Locale.ROOT, "dropped %s %s", what, name));
  }

  private static List<ModelConnector.Found> chosen(
      Statement.CreateModel statement, List<ModelConnector.Found> found) {
    if (statement.steps().isEmpty()) {
      return found;
    }
    Set<Long> there = found.stream().map(ModelConnector.Found::step).collect(Collectors.toSet());
    for (Literal step : statement.steps()) {
      if (!there.contains((Long) step.value())) {
        throw QueryException.at(
                step.position(),
                ErrorCode.A202,
                String.format(
                    Locale.ROOT,
                    "%s has no checkpoint %s",
                    statement.source().value(),
                    step.value()))
            .withHint(
                "its checkpoints: "
                    + found.stream()
                        .map(f -> Long.toString(f.step()))
                        .limit(20)
                        .collect(Collectors.joining(", ")));
      }
    }
    Set<Object> wanted = statement.steps().stream().map(Literal::value).collect(Collectors.toSet());
    return found.stream().filter(f -> wanted.contains(f.step())).toList();
  }

  private static String created(List<CheckpointEntry> checkpoints) {
    CheckpointEntry last = checkpoints.get(checkpoints.size() - 1);
    String steps =
        checkpoints.size() == 1
            ? "1 checkpoint"
            : String.format(
                Locale.ROOT,
                "%d checkpoints, steps %d to %d",
                checkpoints.size(),
                checkpoints.get(0).step(),
                last.step());
    return String.format(
        Locale.ROOT,
        "model %s: %s, %d layers of %,d neurons, %s",
        last.model(),
        last.config().architecture(),
        last.config().nLayers(),
        last.config().dMlp(),
        steps);
  }

  private static void refuseIf(boolean isTaken, Position position, String what, String name) {
    if (isTaken) {
      throw QueryException.at(
              position, ErrorCode.A205, String.format(Locale.ROOT, "%s '%s' exists", what, name))
          .withHint(
              String.format(
                  Locale.ROOT,
                  "CREATE OR REPLACE %1$s replaces it, CREATE %1$s IF NOT EXISTS keeps it",
                  what.toUpperCase(Locale.ROOT)));
    }
  }
}
