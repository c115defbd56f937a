package org.rhodb.shell.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Options;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
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

  /** Returns whether no folder was named. */
  boolean isInMemory() {
    return database == null;
  }

  /**
   * Returns what the engine is opened with.
   *
   * @throws QueryException R508 if there is no such database: a new one would hold nothing that a
   *     saved query asks for
   */
  Options options(Surroundings surroundings) {
    if (database != null && Files.notExists(surroundings.folder().resolve(database))) {
      throw QueryException.of(ErrorCode.R508, "there is no database '" + database + "'")
          .withHint("CREATE MODEL in a shell makes one: ./rhodb " + database);
    }
    return surroundings
        .options(Optional.ofNullable(database))
        .withReadOnly(isReadOnly)
        .withSettings(settings);
  }
}
