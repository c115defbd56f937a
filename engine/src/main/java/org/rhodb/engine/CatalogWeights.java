package org.rhodb.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.Connectors;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.catalog.WeightsHash;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.reuse.WeightFiles;

/** Opens the weights of catalog checkpoints, and refuses those that are not what was entered. */
final class CatalogWeights implements WeightFiles {
  private final Catalog catalog;
  private final Connectors connectors;
  private final Map<String, String> verified = new ConcurrentHashMap<>();

  CatalogWeights(Catalog catalog, Connectors connectors) {
    this.catalog = catalog;
    this.connectors = connectors;
  }

  /**
   * Opens a checkpoint's weights, whose every byte is compared to the hash in the catalog. Caller
   * closes.
   *
   * @throws QueryException X410 if the files changed since CREATE MODEL, and what reading gives
   */
  WeightSource open(CheckpointEntry checkpoint) {
    ModelEntry model =
        catalog
            .model(checkpoint.model())
            .orElseThrow(
                () ->
                    QueryException.of(
                        ErrorCode.A201,
                        String.format(Locale.ROOT, "model '%s' was dropped", checkpoint.model())));
    WeightSource source = connectors.modelNamed(model.connector()).open(checkpoint.location());
    @Nullable WeightSource kept = null;
    try {
      if (!WeightsHash.of(source).equals(checkpoint.weightsHash())) {
        throw QueryException.of(
                ErrorCode.X410,
                String.format(
                    Locale.ROOT,
                    "the weights of %s are no longer those that CREATE MODEL read from %s",
                    checkpoint.reference(),
                    checkpoint.location()))
            .withHint("CREATE OR REPLACE MODEL reads them anew");
      }
      kept = source;
      return source;
    } finally {
      if (kept == null) {
        source.close();
      }
    }
  }

  @Override
  public String fingerprint(CheckpointEntry checkpoint) {
    Path location = Path.of(checkpoint.location());
    List<String> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(location, 1)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        files.add(
            file.getFileName()
                + " "
                + Files.size(file)
                + " "
                + Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
      }
    } catch (IOException | UncheckedIOException e) {
      return ""; // there is nothing to compare: what is kept is what the catalog's hash says
    }
    return String.join("/", files);
  }

  @Override
  public void verify(CheckpointEntry checkpoint) {
    String fingerprint = fingerprint(checkpoint);
    String known = checkpoint.weightsHash() + " " + checkpoint.location();
    if (!fingerprint.equals(verified.get(known))) {
      open(checkpoint).close();
      verified.put(known, fingerprint);
    }
  }
}
