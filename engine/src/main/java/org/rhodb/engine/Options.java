package org.rhodb.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What an engine is opened with; immutable, each {@code with} gives a changed copy. */
public final class Options {
  private final Optional<Path> database;
  private final boolean isReadOnly;
  private final boolean isSafe;
  private final Path folder;
  private final Map<String, String> settings;
  private final Optional<Path> rates;

  private Options(
      Optional<Path> database,
      boolean isReadOnly,
      boolean isSafe,
      Path folder,
      Map<String, String> settings,
      Optional<Path> rates) {
    this.database = database;
    this.isReadOnly = isReadOnly;
    this.isSafe = isSafe;
    this.folder = folder;
    this.settings = Map.copyOf(settings);
    this.rates = rates;
  }

  /** Returns options for a database that lives in memory and is gone when the engine closes. */
  public static Options inMemory() {
    return new Options(
        Optional.empty(), false, false, Path.of("").toAbsolutePath(), Map.of(), Optional.empty());
  }

  /** Returns options for the database in a folder, which is created if it is not there. */
  public static Options of(Path database) {
    Options options = inMemory();
    return new Options(
        Optional.of(requireNonNull(database, "database is null").toAbsolutePath().normalize()),
        options.isReadOnly,
        options.isSafe,
        options.folder,
        options.settings,
        options.rates);
  }

  /** Returns a copy that never writes to the database. */
  public Options withReadOnly(boolean newReadOnly) {
    return new Options(database, newReadOnly, isSafe, folder, settings, rates);
  }

  /**
   * Returns a copy in which SQL reads and writes no files and loads no extensions, and models and
   * corpora come from below {@link #folder()}.
   */
  public Options withSafe(boolean newSafe) {
    return new Options(database, isReadOnly, newSafe, folder, settings, rates);
  }

  /** Returns a copy with the folder that relative sources of models and corpora refer to. */
  public Options withFolder(Path newFolder) {
    return new Options(database, isReadOnly, isSafe, newFolder.toAbsolutePath(), settings, rates);
  }

  /** Returns a copy with the settings every session starts with, by name. */
  public Options withSettings(Map<String, String> newSettings) {
    return new Options(database, isReadOnly, isSafe, folder, newSettings, rates);
  }

  /**
   * Returns a copy that chooses plans by the rates in a file, as {@code rhodb doctor --measure}
   * keeps them. Without, rates are assumed and plans are the same on every machine.
   */
  public Options withRates(Path file) {
    return new Options(database, isReadOnly, isSafe, folder, settings, Optional.of(file));
  }

  /** Returns the file of measured rates; empty: rates are assumed. */
  public Optional<Path> rates() {
    return rates;
  }

  /** Returns the database folder; empty: in memory. */
  public Optional<Path> database() {
    return database;
  }

  /** Returns whether the database is never written to. */
  public boolean isReadOnly() {
    return isReadOnly;
  }

  /** Returns whether SQL reads and writes no files. */
  public boolean isSafe() {
    return isSafe;
  }

  /** Returns what relative sources refer to. */
  public Path folder() {
    return folder;
  }

  /** Returns the settings every session starts with, by name. */
  public Map<String, String> settings() {
    return settings;
  }
}
