package org.rhodb.engine.execute;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
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
  /**
   * The next savepoint waits this many times as long as the last took to write: of sums of five
   * networks of 9,216 neurons, 3.4 GB, that is 14 s, a quarter of the default interval.
   */
  private static final int PAUSE = 20;

  private final SavepointStore store;
  private final long intervalNanos;
  private final LongSupplier nanoClock;
  private final Set<String> keys = new LinkedHashSet<>();
  private long last;
  private long pauseNanos;
  private boolean isLong;

  /**
   * Creates the savepoints of a run that begins now.
   *
   * @param intervalSeconds between two savepoints, at least; 0: none
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

  /** Returns the key of whatever is written. */
  public static String key(String kind, Contents contents) {
    MessageDigest digest = FileSavepoints.sha256();
    OutputStream hashed = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(hashed))) {
      contents.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written anywhere
    }
    return kind + "-" + HexFormat.of().formatHex(digest.digest());
  }

  /** Returns a hash of a text. */
  public static byte[] hash(String text) {
    return FileSavepoints.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether it is time to save. */
  public boolean isDue() {
    return nanoClock.getAsLong() - last >= Math.max(intervalNanos, pauseNanos);
  }

  /** As {@link #isDue()}; also where the work is done, and worth keeping. */
  public boolean isDue(boolean isDone) {
    return isDue() || (isDone && isLong());
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
    return new Timed(store.create(key), nanoClock.getAsLong());
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

  /** Learns how long it takes to write. */
  private final class Timed implements Pending {
    private final Pending pending;
    private final long start;

    Timed(Pending pending, long start) {
      this.pending = pending;
      this.start = start;
    }

    @Override
    public OutputStream stream() {
      return pending.stream();
    }

    @Override
    public void commit() {
      pending.commit();
      last = nanoClock.getAsLong();
      pauseNanos = PAUSE * (last - start);
    }

    @Override
    public void close() {
      pending.close();
    }
  }
}
