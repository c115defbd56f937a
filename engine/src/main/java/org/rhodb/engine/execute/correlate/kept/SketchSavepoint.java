package org.rhodb.engine.execute.correlate.kept;

import java.io.DataInputStream;
import java.io.IOException;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.correlate.pass.SavedFloats;
import org.rhodb.engine.execute.correlate.pass.SavedMoments;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.network.tensor.screen.SketchRows;
import org.rhodb.engine.network.tensor.screen.SketchShape;
import org.rhodb.engine.network.tensor.screen.TokenSketch;

/** The state of one network's sketch between two blocks, to the bit. */
final class SketchSavepoint {
  private final PassTools tools;
  private final String key;
  private final SketchShape shape;
  private final TokenSketch sketch;
  private final TokenBlock block;
  private final int rowsAtOnce;

  /**
   * Creates a savepoint.
   *
   * @param key of everything the sketch depends on
   * @param rowsAtOnce how many rows are on the heap
   */
  SketchSavepoint(
      PassTools tools,
      String key,
      SketchShape shape,
      TokenSketch sketch,
      TokenBlock block,
      int rowsAtOnce) {
    this.tools = tools;
    this.key = key;
    this.shape = shape;
    this.sketch = sketch;
    this.block = block;
    this.rowsAtOnce = rowsAtOnce;
  }

  /**
   * Writes the state if it is time.
   *
   * @param position tokens the sketch is of, whole groups; the block is empty
   */
  void offer(long position) {
    if (!tools.savepoints().isDue()) {
      return;
    }
    tools
        .savepoints()
        .write(
            key,
            out -> {
              out.writeLong(position);
              SavedMoments.write(out, block.moments());
              int count = SketchRows.count(shape);
              try (SketchRows rows = SketchRows.open(tools.kernels(), sketch)) {
                for (int first = 0; first < count; ) {
                  tools.between().run();
                  int together = rows.together(first, Math.min(rowsAtOnce, count - first));
                  SavedFloats.write(out, rows.read(first, together));
                  first += together;
                }
              }
            });
  }

  /** Restores sketch and moments; returns the tokens they are of, 0 if there is no savepoint. */
  long restore() {
    return tools.savepoints().read(key, this::restore).orElse(0L);
  }

  private long restore(DataInputStream in) throws IOException {
    long position = in.readLong();
    block.restore(SavedMoments.read(in));
    int count = SketchRows.count(shape);
    try (SketchRows rows = SketchRows.open(tools.kernels(), sketch)) {
      for (int first = 0; first < count; ) {
        tools.between().run();
        int together = rows.together(first, Math.min(rowsAtOnce, count - first));
        rows.restore(first, together, SavedFloats.read(in, together * block.neurons()));
        first += together;
      }
    }
    sketch.countTokens(position);
    return position;
  }

  /** Removes it, once the sketch is whole. */
  void remove() {
    tools.savepoints().remove(key);
  }
}
