package org.rhodb.engine.execute;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The savepoints of one operator run: when the next is due, and which to remove at the end. Keys
 * are hashes of everything the saved bytes depend on, so the same statement started again finds
 * them and no other does.
 */
public final class RunSavepoints implements SavepointStore {
  private final SavepointStore store;
  private final long intervalNanos;
  private final LongSupplier nanoClock;
  private final Set<String> keys = new LinkedHashSet<>();
  private long last;
  private boolean isLong;

  /**
   * Creates the savepoints of a run that begins now.
   *
   * @param intervalSeconds between two savepoints; 0: none
   */
  public RunSavepoints(SavepointStore store, long intervalSeconds, LongSupplier nanoClock) {
    this.store = store;
    this.intervalNanos = intervalSeconds > 0 ? intervalSeconds * 1_000_000_000L : Long.MAX_VALUE;
    this.nanoClock = nanoClock;
    this.last = nanoClock.getAsLong();
  }

  /** Returns the key of a text. */
  public static String key(String kind, String text) {
    return kind + "-" + HexFormat.of().formatHex(hash(text));
  }

  /** Returns a hash of a text. */
  public static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns whether it is time to save. */
  public boolean isDue() {
    return nanoClock.getAsLong() - last >= intervalNanos;
  }

  /** Returns whether this run is long enough for its finished parts to be worth keeping. */
  public boolean isLong() {
    return isLong || isDue();
  }

  @Override
  public Optional<InputStream> open(String key) {
    if (intervalNanos == Long.MAX_VALUE) {
      return Optional.empty();
    }
    keys.add(key);
    Optional<InputStream> found = store.open(key);
    isLong |= found.isPresent();
    return found;
  }

  @Override
  public Pending create(String key) {
    keys.add(key);
    isLong = true;
    Pending pending = store.create(key);
    last = nanoClock.getAsLong();
    return pending;
  }

  @Override
  public void remove(String key) {
    store.remove(key);
    keys.remove(key);
  }

  /** Removes everything this run has saved or found; once it has given its last row. */
  public void removeAll() {
    keys.forEach(store::remove);
    keys.clear();
  }
}
