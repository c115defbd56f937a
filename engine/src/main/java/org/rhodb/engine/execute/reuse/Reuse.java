package org.rhodb.engine.execute.reuse;

import static java.util.Objects.requireNonNull;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.catalog.AnswerStore;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.KeptAnswer;
import org.rhodb.engine.catalog.SketchKey;
import org.rhodb.engine.catalog.SketchShards;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.error.QueryException;

/**
 * What statements leave for later ones, and whether it may be trusted and added to.
 *
 * @param answers rows of relations
 * @param sketches projections of activations, with their moments
 * @param files tells whether weights changed
 * @param prefixes tells whether a corpus begins with another
 * @param isWritable whether anything may be kept
 */
public record Reuse(
    AnswerStore answers,
    SketchShards sketches,
    WeightFiles files,
    CorpusPrefixes prefixes,
    boolean isWritable) {

  public Reuse {
    requireNonNull(answers, "answers is null");
    requireNonNull(sketches, "sketches is null");
    requireNonNull(files, "files is null");
    requireNonNull(prefixes, "prefixes is null");
  }

  /** Returns one that has and keeps nothing. */
  public static Reuse none() {
    return new Reuse(new NoAnswers(), new NoSketches(), new NoFiles(), new CorpusPrefixes(), false);
  }

  /** Files that nobody looks at. */
  private static final class NoFiles implements WeightFiles {
    @Override
    public String fingerprint(CheckpointEntry checkpoint) {
      return "";
    }

    @Override
    public void verify(CheckpointEntry checkpoint) {}
  }

  /** No sketch, and none can be added. */
  private static final class NoSketches implements SketchShards {
    @Override
    public Map<SketchKey, Set<Integer>> list(String weightsHash) {
      return Map.of();
    }

    @Override
    public Writer create(SketchKey key, int firstLayer, int lastLayer, int width) {
      throw QueryException.of(ErrorCode.R504, "nothing is kept here");
    }

    @Override
    public Reader open(SketchKey key, int layer) {
      throw QueryException.of(ErrorCode.X409, "nothing is kept here");
    }
  }

  /** An empty store that stays so. */
  private static final class NoAnswers implements AnswerStore {
    @Override
    public List<KeptAnswer> find(AnswerKey key) {
      return List.of();
    }

    @Override
    public boolean read(KeptAnswer answer, Consumer<DoubleBuffer> rows) {
      return false;
    }

    @Override
    public void put(
        AnswerKey key, KeptAnswer answer, DoubleBuffer rows, List<KeptAnswer> superfluous) {}

    @Override
    public long shrink(long bytes) {
      return 0;
    }

    @Override
    public Room room() {
      return new Room(0, 0);
    }
  }
}
