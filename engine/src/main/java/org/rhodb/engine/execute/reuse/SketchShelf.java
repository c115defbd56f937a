package org.rhodb.engine.execute.reuse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rhodb.engine.catalog.Catalog;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.SketchKey;
import org.rhodb.engine.catalog.SketchShards;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;

/** Finds and keeps sketches over one corpus for one statement, as its settings allow. */
public final class SketchShelf {
  /** Bytes/s at which sketches are taken to be written, with their checksums and made durable. */
  private static final double WRITE_RATE = 300e6;

  private final Settings settings;
  private final Reuse reuse;
  private final Catalog catalog;
  private final CorpusEntry corpus;
  private final boolean isUsed;
  private final Map<String, Map<SketchKey, Set<Integer>>> listed = new HashMap<>();

  /**
   * Creates a shelf.
   *
   * @param catalog where corpora are looked up that this one may begin with
   */
  public SketchShelf(Settings settings, Reuse reuse, Catalog catalog, CorpusEntry corpus) {
    this.settings = settings;
    this.reuse = reuse;
    this.catalog = catalog;
    this.corpus = corpus;
    // Rounded activations make other sketches, which a key does not tell apart.
    this.isUsed = settings.flag(Setting.REUSE) && !settings.flag(Setting.READ_FLOAT16);
  }

  /** Returns the key of a sketch over the whole corpus. */
  public SketchKey key(CheckpointEntry checkpoint, int sketchRows, long seed) {
    return new SketchKey(
        checkpoint.weightsHash(),
        corpus.hash(),
        AnswerShelf.mask(corpus),
        sketchRows,
        seed,
        corpus.countedTokens(),
        corpus.sequences());
  }

  /**
   * Returns the kept sketch of some layers over most of the tokens: of this corpus, or of one that
   * this corpus begins with.
   */
  public Optional<SketchKey> find(SketchKey whole, int first, int last) {
    if (!isUsed) {
      return Optional.empty();
    }
    Optional<SketchKey> best = Optional.empty();
    for (Map.Entry<SketchKey, Set<Integer>> entry :
        listed
            .computeIfAbsent(whole.weightsHash(), hash -> reuse.sketches().list(hash))
            .entrySet()) {
      SketchKey key = entry.getKey();
      if (key.sketchRows() == whole.sketchRows()
          && key.seed() == whole.seed()
          && key.mask().equals(whole.mask())
          && key.tokens() <= whole.tokens()
          && (best.isEmpty() || key.tokens() > best.get().tokens())
          && hasLayers(entry.getValue(), first, last)
          && isPrefix(key)) {
        best = Optional.of(key);
      }
    }
    return best;
  }

  private static boolean hasLayers(Set<Integer> layers, int first, int last) {
    for (int layer = first; layer <= last; layer++) {
      if (!layers.contains(layer)) {
        return false;
      }
    }
    return true;
  }

  private boolean isPrefix(SketchKey key) {
    return key.corpusHash().equals(corpus.hash())
        || reuse.prefixes().begins(catalog, corpus, key.sequences(), key.corpusHash());
  }

  /**
   * Reads the weights of a checkpoint whose sketch is taken up, once a process and change of their
   * files: the second pass may have no pair to read them for.
   *
   * @throws QueryException X410 if they changed since CREATE MODEL
   */
  public void check(CheckpointEntry checkpoint) {
    if (!reuse.files().fingerprint(checkpoint).isEmpty()) {
      reuse.files().verify(checkpoint);
    }
  }

  /** Opens a layer; empty if another session dropped it or it is damaged. Caller closes. */
  public Optional<SketchShards.Reader> open(SketchKey key, int layer) {
    try {
      return Optional.of(reuse.sketches().open(key, layer));
    } catch (QueryException e) {
      if (e.code() == ErrorCode.X409) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Begins to keep a sketch, after the oldest of what is kept gave way; empty where it is not worth
   * its room. Caller closes.
   *
   * @param seconds that making it is expected to take
   */
  public Optional<SketchShards.Writer> create(
      SketchKey key, int firstLayer, int lastLayer, int width, long bytes, double seconds) {
    long limit = limit(bytes, seconds);
    if (bytes > limit) {
      return Optional.empty();
    }
    try {
      reuse.answers().shrink(limit - bytes);
      return Optional.of(reuse.sketches().create(key, firstLayer, lastLayer, width));
    } catch (QueryException e) {
      return Optional.empty(); // no room after all: the statement goes on without
    }
  }

  /** Returns what keeping a sketch is expected to take; 0 where it is not worth its room. */
  public double writeSeconds(long bytes, double seconds) {
    return bytes <= limit(bytes, seconds) ? bytes / WRITE_RATE : 0;
  }

  /** Returns the bytes that may be kept; none where making it again takes less than writing it. */
  private long limit(long bytes, double seconds) {
    boolean isWorth = isUsed && reuse.isWritable() && seconds >= bytes / WRITE_RATE;
    return isWorth ? AnswerShelf.limit(settings, reuse) : 0;
  }
}
