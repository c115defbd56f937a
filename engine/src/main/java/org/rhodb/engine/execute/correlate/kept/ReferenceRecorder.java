package org.rhodb.engine.execute.correlate.kept;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.execute.correlate.pair.BaselineDraws;
import org.rhodb.engine.execute.correlate.pair.UniversalGroup;
import org.rhodb.engine.execute.correlate.pair.UniversalRow;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.execute.reuse.NumberRows;
import org.rhodb.engine.plan.Bounds;

/** The rows of computed references, held to be kept once the last row of the statement was read. */
public final class ReferenceRecorder {
  private final AnswerShelf shelf;
  private final Bounds bounds;
  private final List<UniversalGroup> groups;
  private final BaselineDraws baseline;
  private final int blockTokens;
  private final List<List<NumberRows>> rows = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private long held;

  /**
   * Creates a recorder of every reference of these groups.
   *
   * @param blockTokens tokens of a block, within which a permuted baseline permutes
   */
  public ReferenceRecorder(
      AnswerShelf shelf,
      Bounds bounds,
      List<UniversalGroup> groups,
      BaselineDraws baseline,
      int blockTokens) {
    this.shelf = shelf;
    this.bounds = bounds;
    this.groups = List.copyOf(groups);
    this.baseline = baseline;
    this.blockTokens = blockTokens;
    if (shelf.isKeeping()) {
      for (UniversalGroup group : groups) {
        files.add(shelf.files(group.listed().checkpoints()));
        rows.add(
            group.references().stream().map(each -> new NumberRows(UniversalRow.WIDTH)).toList());
      }
    }
  }

  public void add(int group, int reference, UniversalRow row) {
    held += UniversalRow.WIDTH;
    if (!rows.isEmpty() && held <= AnswerShelf.MOST_VALUES) {
      rows.get(group).get(reference).add(row.numbers());
    }
  }

  /** Keeps the rows of each reference: every one that its bounds want was added, if they fit. */
  public void keep(long run) {
    if (held > AnswerShelf.MOST_VALUES) {
      return;
    }
    for (int g = 0; g < rows.size(); g++) {
      UniversalGroup group = groups.get(g);
      for (int r = 0; r < group.references().size(); r++) {
        shelf.keep(
            KeptReference.key(
                shelf,
                group.listed(),
                group.references().get(r).checkpoint(),
                baseline,
                blockTokens),
            run,
            KeptReference.region(bounds),
            files.get(g),
            rows.get(g).get(r));
      }
    }
  }
}
