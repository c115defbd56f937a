package org.rhodb.engine.execute.ablate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rhodb.engine.catalog.AnswerKey;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.KeptAnswer;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.execute.reuse.NumberRows;

/**
 * Numbers of the variants of one checkpoint: those that earlier statements left, by what was
 * replaced, and those to be left for later ones.
 */
final class KeptVariants {
  /** Numbers before a variant's own: both halves of its name, and the run it is of. */
  private static final int HEAD = 3;

  private static final long HALF = (1L << 48) - 1;

  private final AnswerShelf shelf;
  private final AnswerKey key;
  private final List<CheckpointEntry> checkpoints;
  private final String files;
  private final int width;
  private final List<KeptAnswer> answers;
  private final Map<Name, double[]> known = new LinkedHashMap<>();
  private final Map<Name, double[]> added = new LinkedHashMap<>();

  /** The first 96 bits of a hash, in halves that a double holds. */
  private record Name(long high, long low) {}

  /**
   * Reads what was kept.
   *
   * @param detail what decides the numbers beside weights, corpus and what is replaced
   * @param width numbers a variant
   */
  KeptVariants(AnswerShelf shelf, CheckpointEntry checkpoint, String detail, int width) {
    this.shelf = shelf;
    this.checkpoints = List.of(checkpoint);
    this.key = shelf.key("ablate", checkpoints, detail);
    this.width = width;
    this.files = shelf.isKeeping() ? shelf.files(checkpoints) : "";
    this.answers = shelf.parts(key);
    for (KeptAnswer answer : answers) {
      if (answer.width() == HEAD + width) {
        // another session may drop it meanwhile: what is not there is computed
        shelf.read(
            answer,
            rows -> {
              while (rows.hasRemaining()) {
                Name name = new Name((long) rows.get(), (long) rows.get());
                double[] numbers = new double[1 + width];
                rows.get(numbers);
                known.put(name, numbers);
              }
            });
      }
    }
  }

  private static Name name(AblateVariant variant) {
    ByteBuffer hash = ByteBuffer.wrap(RunSavepoints.hash(variant.name()));
    return new Name(hash.getLong() & HALF, hash.getLong() & HALF);
  }

  /** Returns the numbers of a variant that was added or kept. */
  Optional<double[]> find(AblateVariant variant) {
    Name name = name(variant);
    return Optional.ofNullable(added.get(name))
        .or(
            () ->
                Optional.ofNullable(known.get(name))
                    .map(kept -> Arrays.copyOfRange(kept, 1, kept.length)));
  }

  /** Returns the runs that left some variants. */
  Set<Long> runs(List<AblateVariant> variants) {
    Set<Long> runs = new TreeSet<>();
    for (AblateVariant variant : variants) {
      double[] numbers = known.get(name(variant));
      if (numbers != null) {
        runs.add((long) numbers[0]);
      }
    }
    return runs;
  }

  /**
   * Compares the files of the checkpoint with what they were.
   *
   * @throws org.rhodb.engine.error.QueryException X410 if the weights changed since CREATE MODEL
   */
  void check() {
    answers.forEach(answer -> shelf.check(answer, checkpoints));
  }

  /** Adds numbers of a variant that was computed. */
  void add(AblateVariant variant, double... numbers) {
    if (numbers.length != width) {
      throw new IllegalArgumentException(numbers.length + " numbers, not " + width);
    }
    added.put(name(variant), numbers);
  }

  /** Keeps what was added beside what was known, as one answer in place of all before. */
  void keep(long run) {
    Map<Name, double[]> all = new LinkedHashMap<>(known);
    added.forEach((name, numbers) -> all.put(name, row(run, numbers)));
    if (added.isEmpty() || (long) all.size() * (HEAD + width) > AnswerShelf.MOST_VALUES) {
      return;
    }
    NumberRows rows = new NumberRows(HEAD + width);
    all.forEach(
        (name, numbers) -> {
          double[] row = new double[HEAD + width];
          row[0] = name.high();
          row[1] = name.low();
          System.arraycopy(numbers, 0, row, 2, numbers.length);
          rows.add(row);
        });
    shelf.merge(key, run, files, rows, answers);
  }

  private static double[] row(long run, double[] numbers) {
    double[] row = new double[1 + numbers.length];
    row[0] = run;
    System.arraycopy(numbers, 0, row, 1, numbers.length);
    return row;
  }
}
