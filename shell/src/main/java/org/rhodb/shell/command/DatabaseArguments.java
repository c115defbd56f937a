package org.rhodb.shell.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Options;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Option;

/** The options of a command that name its database. */
final class DatabaseArguments {
  @Option(
      names = "--db",
      paramLabel = "study.rhodb",
      description = "database folder; none: in memory")
  private @Nullable Path database;

  @Option(names = "--read-only", description = "never write to the database")
  private boolean isReadOnly;

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "a setting, as SET does")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Returns the folder of the database, if one was named. */
  Optional<Path> database(Surroundings surroundings) {
    return Optional.ofNullable(database).map(surroundings.folder()::resolve);
  }

  /** Returns what the engine is opened with. */
  Options options(Surroundings surroundings) {
    return database(surroundings)
        .map(Options::of)
        .orElseGet(Options::inMemory)
        .withFolder(surroundings.folder())
        .withReadOnly(isReadOnly)
        .withSettings(settings);
  }
}
