package org.rhodb.engine.execute.reuse;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.catalog.AnswerStore;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.KeptAnswer;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.plan.Bounds;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.engine.settings.Strategy;

/** Finds and keeps answers for one statement, as its settings allow. */
public final class AnswerShelf {
  /**
   * Most numbers that are held on the heap to be kept, 64 MB of one statement: of what gives more,
   * nothing is kept. Enough for 2.6 million pairs, or for the universal neurons of five models of
   * GPT-2 small at five checkpoints.
   */
  public static final int MOST_VALUES = 8_000_000;

  /**
   * Numbering of the arithmetic: raised when a change moves results by more than rounding, so that
   * what an older program kept is not taken for what this one would compute.
   */
  private static final int NUMERICS = 1;

  private static final String SEPARATOR = "\n";

  private final Reuse reuse;
  private final Settings settings;
  private final CorpusEntry corpus;

  /** Creates a shelf for relations over one corpus. */
  public AnswerShelf(Settings settings, Reuse reuse, CorpusEntry corpus) {
    this.settings = settings;
    this.reuse = reuse;
    this.corpus = corpus;
  }

  /**
   * Returns whether kept answers may be given: not where a physical plan is asked for by {@code
   * strategy}, or a comparison of two by {@code verify}.
   */
  public boolean isReading() {
    return settings.flag(Setting.REUSE)
        && settings.strategy() == Strategy.AUTO
        && !settings.flag(Setting.VERIFY);
  }

  /** Returns whether answers are to be kept. */
  public boolean isKeeping() {
    return settings.flag(Setting.REUSE) && reuse.isWritable();
  }

  /**
   * Returns the key of an answer.
   *
   * @param checkpoints in the order in which they take part
   * @param detail what else decides its rows
   */
  public AnswerKey key(String relation, List<CheckpointEntry> checkpoints, String detail) {
    StringJoiner all = new StringJoiner("; ");
    all.add("numerics " + NUMERICS).add("device " + settings.text(Setting.DEVICE));
    if (settings.flag(Setting.READ_FLOAT16)) {
      all.add("float16 may be read");
    }
    if (!detail.isEmpty()) {
      all.add(detail);
    }
    return new AnswerKey(
        relation,
        checkpoints.stream().map(CheckpointEntry::weightsHash).toList(),
        corpus.hash(),
        mask(corpus),
        all.toString());
  }

  /** Returns the roles that do not count, as the catalog writes them. */
  static String mask(CorpusEntry corpus) {
    return corpus.masked().stream()
        .sorted()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  /**
   * Returns the smallest answer that has all rows that are wanted, of weights that did not change.
   *
   * @throws QueryException X410 if the weights changed since CREATE MODEL
   */
  public Optional<KeptAnswer> find(
      AnswerKey key, Bounds wanted, List<CheckpointEntry> checkpoints) {
    for (KeptAnswer answer : all(key)) {
      if (AnswerRegion.covers(AnswerRegion.read(answer.region()), wanted)) {
        check(answer, checkpoints);
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns every answer of a key whose rows add up, each right by itself. That a physical plan is
   * asked for does not matter: it is one of correlations.
   */
  public List<KeptAnswer> parts(AnswerKey key) {
    return settings.flag(Setting.REUSE) ? reuse.answers().find(key) : List.of();
  }

  /** Returns every answer of a key, the smallest first. */
  public List<KeptAnswer> all(AnswerKey key) {
    return isReading() ? reuse.answers().find(key) : List.of();
  }

  /**
   * Compares the files of an answer's checkpoints with what they were.
   *
   * @throws QueryException X410 if the weights changed since CREATE MODEL
   */
  public void check(KeptAnswer answer, List<CheckpointEntry> checkpoints) {
    List<String> then = List.of(answer.files().split(SEPARATOR, -1));
    for (int i = 0; i < checkpoints.size(); i++) {
      String now = reuse.files().fingerprint(checkpoints.get(i));
      boolean isSame = i < then.size() && then.get(i).equals(now);
      if (!isSame && !now.isEmpty()) {
        reuse.files().verify(checkpoints.get(i));
      }
    }
  }

  /** Returns what the files of checkpoints look like, to be taken before they are read. */
  public String files(List<CheckpointEntry> checkpoints) {
    return checkpoints.stream()
        .map(reuse.files()::fingerprint)
        .collect(Collectors.joining(SEPARATOR));
  }

  /** Reads an answer; false if it was dropped meanwhile. */
  public boolean read(KeptAnswer answer, Consumer<DoubleBuffer> rows) {
    return reuse.answers().read(answer, rows);
  }

  /**
   * Keeps an answer in place of those that it covers, unless one covers it. What cannot be kept
   * costs time later, and no statement its result: that it failed is no error.
   *
   * @param files as they were before the run
   */
  public void keep(AnswerKey key, long run, Bounds region, String files, NumberRows rows) {
    Optional<String> text = AnswerRegion.write(region);
    if (!isKeeping() || text.isEmpty()) {
      return;
    }
    try {
      List<KeptAnswer> superfluous = new ArrayList<>();
      for (KeptAnswer other : reuse.answers().find(key)) {
        Bounds kept = AnswerRegion.read(other.region());
        if (AnswerRegion.covers(kept, region)) {
          return;
        }
        if (AnswerRegion.covers(region, kept)) {
          superfluous.add(other);
        }
      }
      put(
          key,
          new KeptAnswer(0, run, text.get(), files, rows.size(), rows.width()),
          rows,
          superfluous);
    } catch (QueryException e) {
      // No room, or another session is at the same rows: the statement has its answer.
    }
  }

  /**
   * Keeps rows in place of {@link #parts} whose rows are among them; that it failed is no error, as
   * of {@link #keep}.
   *
   * @param files as they were before the run
   */
  public void merge(
      AnswerKey key, long run, String files, NumberRows rows, List<KeptAnswer> parts) {
    if (!isKeeping()) {
      return;
    }
    try {
      put(key, new KeptAnswer(0, run, "", files, rows.size(), rows.width()), rows, parts);
    } catch (QueryException e) {
      // As above.
    }
  }

  private void put(
      AnswerKey key, KeptAnswer answer, NumberRows rows, List<KeptAnswer> superfluous) {
    long limit = limit(settings, reuse);
    if (answer.bytes() <= limit) {
      reuse.answers().shrink(limit - answer.bytes());
      reuse.answers().put(key, answer, rows.values(), superfluous);
    }
  }

  /** Returns the most bytes that answers and sketches may take. */
  static long limit(Settings settings, Reuse reuse) {
    long set = settings.bytes(Setting.REUSE_LIMIT);
    AnswerStore.Room room = reuse.answers().room();
    return set > 0 ? Math.min(set, room.most()) : room.usual();
  }
}
