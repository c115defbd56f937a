package org.rhodb.engine.catalog;

import static java.util.Objects.requireNonNull;

/**
 * Rows that an earlier statement left: all of its relation within a region, as numbers.
 *
 * @param id names it as long as it is kept
 * @param run number of the run that made it, in the ledger of runs
 * @param region which rows it holds, all of them; text of the operator's own
 * @param files what the files of its checkpoints looked like when it was made
 * @param rows how many
 * @param width numbers a row
 */
public record KeptAnswer(long id, long run, String region, String files, long rows, int width) {

  public KeptAnswer {
    requireNonNull(region, "region is null");
    requireNonNull(files, "files is null");
  }

  /** Returns the bytes of its rows. */
  public long bytes() {
    return rows * width * Double.BYTES;
  }
}
