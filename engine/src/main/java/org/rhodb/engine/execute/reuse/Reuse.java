package org.rhodb.engine.execute.reuse;

import static java.util.Objects.requireNonNull;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.catalog.AnswerStore;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.KeptAnswer;

/**
 * What statements leave for later ones, and whether it may be trusted and added to.
 *
 * @param answers rows of relations
 * @param files tells whether weights changed
 * @param isWritable whether anything may be kept
 */
public record Reuse(AnswerStore answers, WeightFiles files, boolean isWritable) {

  public Reuse {
    requireNonNull(answers, "answers is null");
    requireNonNull(files, "files is null");
  }

  /** Returns one that has and keeps nothing. */
  public static Reuse none() {
    return new Reuse(new NoAnswers(), new NoFiles(), false);
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
