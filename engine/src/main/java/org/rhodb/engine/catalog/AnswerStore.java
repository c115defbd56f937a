package org.rhodb.engine.catalog;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Answers that are kept for later statements. One is there whole or not at all. Safe for use by
 * many threads.
 */
public interface AnswerStore {

  /** Returns the answers of a key, the smallest first. */
  List<KeptAnswer> find(AnswerKey key);

  /**
   * Reads an answer in the order it was written.
   *
   * @param rows takes whole rows, some at a time
   * @return false if it was dropped meanwhile, whatever was taken before
   */
  boolean read(KeptAnswer answer, Consumer<DoubleBuffer> rows);

  /**
   * Keeps an answer, in one transaction with what it makes superfluous.
   *
   * @param answer its number is not looked at
   * @param rows row-major, {@code rows * width} numbers
   * @param superfluous answers to drop
   * @throws org.rhodb.engine.error.QueryException R504 if the database is read-only, R505
   */
  void put(AnswerKey key, KeptAnswer answer, DoubleBuffer rows, List<KeptAnswer> superfluous);

  /**
   * Drops what was kept longest, answers and sketches, until all of it takes no more than so many
   * bytes.
   *
   * @return what is left, in bytes
   */
  long shrink(long bytes);

  /** Returns how many bytes may be kept by default, and how many at most, on this disk. */
  Room room();

  /**
   * What a disk leaves for answers and sketches, what they take already counted as free.
   *
   * @param usual a tenth of the free disk
   * @param most half of it
   */
  record Room(long usual, long most) {}
}
