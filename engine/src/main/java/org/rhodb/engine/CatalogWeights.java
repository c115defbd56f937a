package org.rhodb.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.Connectors;
import org.rhodb.engine.catalog.ModelEntry;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.catalog.WeightsHash;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/** Opens the weights of catalog checkpoints, and refuses those that are not what was entered. */
final class CatalogWeights {
  private final Catalog catalog;
  private final Connectors connectors;

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
}
