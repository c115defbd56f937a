package org.rhodb.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rhodb.engine.analyze.IngestAnalysis;
import org.rhodb.engine.catalog.ActivationShards;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.Connectors;
import org.rhodb.engine.execute.ActivationSource;
import org.rhodb.engine.execute.ExecutionContext;
import org.rhodb.engine.execute.FileSavepoints;
import org.rhodb.engine.execute.MemoryBudget;
import org.rhodb.engine.execute.Operator;
import org.rhodb.engine.execute.SavepointStore;
import org.rhodb.engine.execute.activation.ModelRerun;
import org.rhodb.engine.execute.ingest.IngestExec;
import org.rhodb.engine.execute.ingest.IngestedActivations;
import org.rhodb.engine.execute.reuse.CorpusPrefixes;
import org.rhodb.engine.execute.reuse.Reuse;
import org.rhodb.engine.machine.RatesFile;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.architecture.CheckpointNetworks;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.store.Store;

/**
 * What operators run on: devices, each opened at the first statement that needs it; the memory
 * budget; activations and savepoints.
 */
final class TensorRoom implements AutoCloseable {
  private final Catalog catalog;
  private final CatalogWeights weights;
  private final ActivationShards shards;
  private final Reuse reuse;
  private final SavepointStore savepoints;
  private final Optional<RatesFile> rates;

  /** What all sessions reserve together. */
  private final MemoryBudget memory = new MemoryBudget(0);

  private final Map<Place, RatesFile.Found> found = new HashMap<>();
  private final Map<Kernels, Networks> opened = new HashMap<>();

  /** Where tensors are computed. */
  private record Place(String device, int threads) {}

  /** What tensors are computed by. */
  private record Kernels(Place place, boolean isFused) {}

  TensorRoom(
      Catalog catalog,
      Connectors connectors,
      Store store,
      boolean isReadOnly,
      Optional<Path> folder,
      Optional<Path> rates) {
    this.catalog = catalog;
    this.weights = new CatalogWeights(catalog, connectors);
    this.shards = store.activations();
    this.reuse =
        new Reuse(store.answers(), store.sketches(), weights, new CorpusPrefixes(), !isReadOnly);
    this.rates = rates.map(RatesFile::new);
    this.savepoints =
        folder
            .<SavepointStore>map(f -> swept(new FileSavepoints(f.resolve("savepoints"))))
            .orElseGet(SavepointStore::none);
  }

  private static SavepointStore swept(FileSavepoints savepoints) {
    savepoints.sweep();
    return savepoints;
  }

  /** Returns what a statement's operators run with. */
  ExecutionContext context(Session session, String statement) {
    Settings settings = session.settings();
    Networks networks = networks(settings);
    long tensorBytes = MemoryShares.of(settings).tensorBytes();
    ActivationSource rerun =
        new ModelRerun(networks, catalog, settings, tensorBytes, session.cancellation());
    ActivationSource activations =
        settings.flag(Setting.READ_SHARDS)
            ? new IngestedActivations(shards, networks, catalog, settings, rerun)
            : rerun;
    return new ExecutionContext(
        settings,
        session.hearing(),
        networks,
        activations,
        savepoints,
        memory.withLimit(tensorBytes),
        session.progress(),
        session.cancellation(),
        statement,
        rates(settings).rates(),
        reuse,
        session.end());
  }

  /** Returns how fast the device of the settings is; the file of rates is read once a device. */
  synchronized RatesFile.Found rates(Settings settings) {
    if (rates.isEmpty()) {
      return RatesFile.Found.ANYWHERE;
    }
    return found.computeIfAbsent(
        new Place(settings.text(Setting.DEVICE), settings.threads()),
        place -> rates.get().read(RatesFile.Place.here(place.device(), place.threads())));
  }

  /** Returns the operator of INGEST. */
  Operator ingest(IngestAnalysis analysis, ExecutionContext context) {
    return new IngestExec(analysis, context.networks(), shards);
  }

  /** Other sessions may be at work elsewhere: nothing that was opened is closed before the end. */
  private synchronized Networks networks(Settings settings) {
    Place place = new Place(settings.text(Setting.DEVICE), settings.threads());
    return opened.computeIfAbsent(
        new Kernels(place, settings.flag(Setting.FUSED_PRODUCTS)),
        kernels ->
            new CheckpointNetworks(
                place.device(), place.threads(), kernels.isFused(), weights::open));
  }

  /** Returns how many native arrays are held on all devices. */
  synchronized int openArrays() {
    return opened.values().stream().mapToInt(Networks::openArrays).sum();
  }

  /** Releases every device. */
  @Override
  public synchronized void close() {
    opened.values().forEach(Networks::close);
    opened.clear();
  }
}
