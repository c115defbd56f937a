package org.rhodb.engine.network.architecture;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.WeightSource;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.network.Network;
import org.rhodb.engine.network.Networks;
import org.rhodb.engine.network.tensor.TensorRuntime;

/** Opens networks through the connectors' weights, on one device. */
public final class CheckpointNetworks implements Networks {
  private final String device;
  private final int threads;
  private final boolean isFused;
  private final Function<CheckpointEntry, WeightSource> sources;
  private @Nullable TensorRuntime runtime;

  /**
   * Starts nothing yet.
   *
   * @param device {@code cpu} or {@code cuda:N}
   * @param threads threads of one operation
   * @param isFused whether products take bias, activation and residual along where the device can
   * @param sources opens a checkpoint's weights; they are closed here
   */
  public CheckpointNetworks(
      String device,
      int threads,
      boolean isFused,
      Function<CheckpointEntry, WeightSource> sources) {
    this.device = requireNonNull(device, "device is null");
    this.threads = threads;
    this.isFused = isFused;
    this.sources = requireNonNull(sources, "sources is null");
  }

  @Override
  public Network open(CheckpointEntry checkpoint) {
    try (WeightSource source = sources.apply(checkpoint)) {
      TensorRuntime started = runtime();
      try {
        return open(started, source, isFused);
      } catch (QueryException e) {
        throw e.about(
            checkpoint.reference() + " cannot be loaded from '" + checkpoint.location() + "'");
      }
    }
  }

  /** Loads weights that are open already; the source stays the caller's. Caller closes. */
  public static Network open(TensorRuntime runtime, WeightSource source) {
    return open(runtime, source, true);
  }

  /** As the other, with or without fused products. */
  public static Network open(TensorRuntime runtime, WeightSource source, boolean isFused) {
    return Architectures.of(source.config().architecture()).open(runtime, source, isFused);
  }

  @Override
  public synchronized TensorRuntime runtime() {
    if (runtime == null) {
      runtime = TensorRuntime.start(device, threads);
    }
    return runtime;
  }

  @Override
  public synchronized int openArrays() {
    return runtime == null ? 0 : runtime.openArrays();
  }

  @Override
  public synchronized void close() {
    if (runtime != null) {
      runtime.close();
      runtime = null;
    }
  }
}
