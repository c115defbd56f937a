package org.rhodb.engine.execute.correlate.kept;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.rhodb.engine.execute.correlate.pair.UniversalRow;
import org.rhodb.engine.execute.reuse.AnswerShelf;

/** The rows of references that were kept, one reference after another. */
public final class KeptRows {
  private final AnswerShelf shelf;
  private final List<KeptReference> references;
  private final Runnable between;
  private final Deque<UniversalRow> rows = new ArrayDeque<>();
  private int next;

  /**
   * Creates rows; nothing is read before the first is asked for.
   *
   * @param between called between pieces of work; may throw to stop
   */
  public KeptRows(AnswerShelf shelf, List<KeptReference> references, Runnable between) {
    this.shelf = shelf;
    this.references = List.copyOf(references);
    this.between = between;
  }

  public boolean hasNext() {
    while (rows.isEmpty() && next < references.size()) {
      read(references.get(next));
      next++;
    }
    return !rows.isEmpty();
  }

  private void read(KeptReference reference) {
    int dMlp = reference.checkpoint().config().dMlp();
    double[] numbers = new double[UniversalRow.WIDTH];
    boolean isWhole =
        shelf.read(
            reference.answer(),
            values -> {
              between.run();
              while (values.hasRemaining()) {
                values.get(numbers);
                rows.add(UniversalRow.of(dMlp, numbers));
              }
            });
    if (!isWhole) {
      throw KeptHits.dropped();
    }
  }

  public UniversalRow next() {
    return rows.remove();
  }

  /** Returns whose the last row was. */
  public KeptReference reference() {
    return references.get(next - 1);
  }
}
