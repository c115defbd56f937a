package org.rhodb.engine.execute.correlate.kept;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rhodb.engine.catalog.CheckpointEntry;
import org.rhodb.engine.catalog.CorpusEntry;
import org.rhodb.engine.catalog.SketchKey;
import org.rhodb.engine.catalog.SketchShards;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.execute.ActivationCost;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.execute.RunSavepoints;
import org.rhodb.engine.execute.correlate.pair.NeuronAxis;
import org.rhodb.engine.execute.correlate.pass.PassTools;
import org.rhodb.engine.execute.reuse.SketchShelf;
import org.rhodb.engine.network.tensor.TokenBlock;
import org.rhodb.engine.network.tensor.screen.ScreenRows;
import org.rhodb.engine.network.tensor.screen.SketchRows;
import org.rhodb.engine.network.tensor.screen.SketchShape;
import org.rhodb.engine.network.tensor.screen.TokenSketch;
import org.rhodb.engine.statistic.Moments;

/**
 * One network's sketch as it is kept, a matrix a layer: the sums and energies over all whole groups
 * of tokens, then the tokens behind them, standardised. So it can be taken up again and gone on
 * with where the corpus has more tokens.
 */
public final class KeptSketch {
  /** Numbers that are on the heap at once. */
  private static final int CHUNK_VALUES = 1 << 20;

  /** Rows of kept moments: centre, scale, sums, squares. */
  private static final int CENTRE = 0;

  private static final int SCALE = 1;
  private static final int SUMS = 2;
  private static final int SQUARES = 3;

  private final PassTools tools;
  private final CorpusEntry corpus;
  private final SketchShelf shelf;
  private final CheckpointEntry checkpoint;
  private final NeuronAxis axis;
  private final SketchShape shape;
  private final TokenSketch sketch;
  private final TokenBlock block;
  private final SketchKey whole;
  private final SketchSavepoint savepoint;
  private long keptTokens;

  /**
   * Creates a sketch that may be kept.
   *
   * @param block that the sketch is filled from; gives and takes the tokens behind whole groups
   */
  public KeptSketch(
      PassTools tools,
      CorpusEntry corpus,
      CheckpointEntry checkpoint,
      NeuronAxis axis,
      SketchShape shape,
      TokenSketch sketch,
      TokenBlock block) {
    this.tools = tools;
    this.corpus = corpus;
    this.shelf = tools.context().sketches(corpus);
    this.checkpoint = checkpoint;
    this.axis = axis;
    this.shape = shape;
    this.sketch = sketch;
    this.block = block;
    this.whole = shelf.key(checkpoint, Math.toIntExact(shape.count()), shape.seed());
    this.savepoint =
        new SketchSavepoint(
            tools, key(), shape, sketch, block, Math.max(1, CHUNK_VALUES / axis.size()));
  }

  /** Returns the key of everything that a savepoint depends on. */
  private String key() {
    return RunSavepoints.key(
        "sketch",
        out -> {
          out.writeUTF(tools.conditions(corpus, block.capacity()));
          out.writeUTF(checkpoint.weightsHash());
          out.writeUTF(cost().way());
          for (int i = 0; i < axis.size(); i++) {
            out.writeInt(axis.position(i));
          }
          out.writeLong(shape.count());
          out.writeLong(shape.seed());
        });
  }

  private ActivationCost cost() {
    return tools
        .context()
        .activations()
        .cost(checkpoint, corpus, axis.firstLayer(), axis.lastLayer());
  }

  /** Returns the share of the tokens that no kept sketch of a network is of. */
  public static double missing(
      SketchShelf shelf, CheckpointEntry checkpoint, NeuronAxis axis, ScreenRows rows) {
    if (!(rows instanceof SketchShape shape)) {
      return 1;
    }
    SketchKey whole = shelf.key(checkpoint, Math.toIntExact(shape.count()), shape.seed());
    return shelf
        .find(whole, axis.firstLayer(), axis.lastLayer())
        .map(key -> 1 - (double) key.tokens() / whole.tokens())
        .orElse(1.0);
  }

  /**
   * Takes up what a killed run saved, or what was kept: the sketch is then of all whole groups of
   * tokens, and the tokens behind them are in the block.
   *
   * @return the tokens it is of, with those in the block; 0: there was nothing
   */
  public long takeUp() {
    long position = savepoint.restore();
    if (position > 0) {
      tools
          .ledger()
          .remark("sketch of " + checkpoint.reference() + " went on from token " + position);
      return position;
    }
    keptTokens = takeUpKept();
    return keptTokens;
  }

  private long takeUpKept() {
    Optional<SketchKey> found = shelf.find(whole, axis.firstLayer(), axis.lastLayer());
    if (found.isEmpty()) {
      return 0;
    }
    shelf.check(checkpoint);
    Map<Integer, SketchShards.Reader> readers = new TreeMap<>();
    try {
      int tail = (int) (found.get().tokens() % SketchShape.GROUP_TOKENS);
      for (int start : axis.layerStarts()) {
        Optional<SketchShards.Reader> reader = shelf.open(found.get(), axis.layer(start));
        if (reader.isEmpty()) {
          return 0;
        }
        readers.put(axis.layer(start), reader.get());
        if (reader.get().rows() != SketchRows.count(shape) + tail) {
          return 0;
        }
      }
      read(readers, found.get().tokens() - tail, tail);
      tools
          .ledger()
          .addWork(0, TokenSketch.bytes(shape, axis.size()), 0)
          .remark(
              "kept sketch of "
                  + checkpoint.reference()
                  + (found.get().tokens() < whole.tokens()
                      ? " over the first " + found.get().tokens() + " tokens"
                      : ""));
      return found.get().tokens();
    } finally {
      readers.values().forEach(SketchShards.Reader::close);
    }
  }

  private void read(Map<Integer, SketchShards.Reader> readers, long tokens, int tail) {
    int count = SketchRows.count(shape);
    int most = Math.max(1, CHUNK_VALUES / axis.size());
    try (SketchRows rows = SketchRows.open(tools.kernels(), sketch)) {
      for (int first = 0; first < count; ) {
        int together = rows.together(first, Math.min(most, count - first));
        rows.restore(first, together, values(readers, first, together));
        first += together;
        tools.step("reading the sketch of " + checkpoint.reference());
      }
    }
    sketch.countTokens(tokens);
    block.restore(
        Moments.of(
            floats(moments(readers, CENTRE)),
            floats(moments(readers, SCALE)),
            moments(readers, SUMS),
            moments(readers, SQUARES),
            tokens));
    if (tail > 0) {
      block.append(values(readers, count, tail));
    }
  }

  /** Reads rows of all layers and puts the neurons of the axis side by side. */
  private float[] values(Map<Integer, SketchShards.Reader> readers, int first, int rows) {
    float[] values = new float[rows * axis.size()];
    int dMlp = checkpoint.config().dMlp();
    float[] layer = new float[rows * dMlp];
    int read = -1;
    for (int i = 0; i < axis.size(); i++) {
      if (axis.layer(i) != read) {
        read = axis.layer(i);
        readers.get(read).read(first, rows, layer);
      }
      for (int row = 0; row < rows; row++) {
        values[row * axis.size() + i] = layer[row * dMlp + axis.neuron(i)];
      }
    }
    return values;
  }

  private double[] moments(Map<Integer, SketchShards.Reader> readers, int row) {
    double[] values = new double[axis.size()];
    double[] layer = new double[0];
    int read = -1;
    for (int i = 0; i < values.length; i++) {
      if (axis.layer(i) != read) {
        read = axis.layer(i);
        layer = readers.get(read).moments(row);
      }
      values[i] = layer[axis.neuron(i)];
    }
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i]; // they were written from floats
    }
    return floats;
  }

  /**
   * Saves the state between two blocks, if it is time.
   *
   * @param position tokens the sketch is of, whole groups; the block is empty
   */
  public void offer(long position) {
    savepoint.offer(position);
  }

  /**
   * Keeps a sketch of all whole groups, and the tokens behind them that the block holds; where it
   * is of whole layers, and worth its room.
   */
  public void keep() {
    keepWhole();
    savepoint.remove();
  }

  private void keepWhole() {
    int dMlp = checkpoint.config().dMlp();
    int layers = axis.lastLayer() - axis.firstLayer() + 1;
    if (axis.size() != layers * dMlp || whole.tokens() < SketchShape.GROUP_TOKENS) {
      return;
    }
    long bytes = TokenSketch.bytes(shape, axis.size());
    Optional<SketchShards.Writer> created =
        shelf.create(whole, axis.firstLayer(), axis.lastLayer(), dMlp, bytes, seconds());
    if (created.isEmpty()) {
      return;
    }
    try (SketchShards.Writer writer = created.get()) {
      write(writer);
      writer.commit();
    } catch (QueryException e) {
      tools.ledger().remark("sketch not kept: " + e.getMessage());
    }
  }

  /** Returns what making a sketch of the tokens that no kept one is of is expected to take. */
  private double seconds() {
    DeviceRates rates = tools.context().rates();
    long tokens = corpus.countedTokens();
    double values = (double) tokens * axis.size();
    return (1 - (double) keptTokens / tokens)
        * (rates.seconds(cost()) + values * (1 / rates.fill() + 1 / rates.sketch()));
  }

  private void write(SketchShards.Writer writer) {
    int count = SketchRows.count(shape);
    int most = Math.max(1, CHUNK_VALUES / axis.size());
    try (SketchRows rows = SketchRows.open(tools.kernels(), sketch)) {
      for (int first = 0; first < count; ) {
        int together = rows.together(first, Math.min(most, count - first));
        write(writer, rows.read(first, together));
        first += together;
        tools.step("keeping the sketch of " + checkpoint.reference());
      }
    }
    if (block.tokens() > 0) {
      write(writer, block.toArray());
    }
    Moments moments = block.moments();
    List<double[]> rows = new ArrayList<>();
    rows.add(doubles(moments.centre()));
    rows.add(doubles(moments.scale()));
    rows.add(moments.sums());
    rows.add(moments.squares());
    int dMlp = checkpoint.config().dMlp();
    for (double[] row : rows) {
      for (int first = 0; first < row.length; first += dMlp) {
        writer.appendMoments(axis.layer(first), Arrays.copyOfRange(row, first, first + dMlp));
      }
    }
  }

  private void write(SketchShards.Writer writer, float[] values) {
    int dMlp = checkpoint.config().dMlp();
    for (int first = 0; first < values.length; first += dMlp) {
      writer.append(axis.layer(first % axis.size()), values, first);
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
