package org.rhodb.engine.execute.correlate;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.execute.reuse.AnswerShelf;
import org.rhodb.engine.execute.reuse.NumberRows;
import org.rhodb.engine.plan.Bounds;

/** The rows of computed references, held to be kept once the last row of the statement was read. */
final class ReferenceRecorder {
  private final AnswerShelf shelf;
  private final Bounds bounds;
  private final UniversalExec.Prepared prepared;
  private final List<List<NumberRows>> rows = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private long held;

  ReferenceRecorder(AnswerShelf shelf, Bounds bounds, UniversalExec.Prepared prepared) {
    this.shelf = shelf;
    this.bounds = bounds;
    this.prepared = prepared;
    if (shelf.isKeeping()) {
      for (UniversalGroup group : prepared.groups()) {
        files.add(shelf.files(group.listed().checkpoints()));
        rows.add(
            group.references().stream().map(each -> new NumberRows(UniversalRow.WIDTH)).toList());
      }
    }
  }

  void add(int group, int reference, UniversalRow row) {
    held += UniversalRow.WIDTH;
    if (!rows.isEmpty() && held <= AnswerShelf.MOST_VALUES) {
      rows.get(group).get(reference).add(row.numbers());
    }
  }

  /** Keeps the rows of each reference: every one that its bounds want was added, if they fit. */
  void keep(long run) {
    if (held > AnswerShelf.MOST_VALUES) {
      return;
    }
    for (int g = 0; g < rows.size(); g++) {
      UniversalGroup group = prepared.groups().get(g);
      for (int r = 0; r < group.references().size(); r++) {
        shelf.keep(
            KeptReference.key(
                shelf,
                group.listed(),
                group.references().get(r).checkpoint(),
                prepared.baseline(),
                prepared.blockTokens()),
            run,
            KeptReference.region(bounds),
            files.get(g),
            rows.get(g).get(r));
      }
    }
  }
}
