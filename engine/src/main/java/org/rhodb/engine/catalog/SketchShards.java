package org.rhodb.engine.catalog;

import java.util.Map;
import java.util.Set;

/**
 * Sketches and moments that are kept for later statements, layer by layer. All layers of one are
 * seen at once or none. For one thread; several may each have their own.
 */
public interface SketchShards {

  /** Returns the sketches of a checkpoint, each with its layers. */
  Map<SketchKey, Set<Integer>> list(String weightsHash);

  /**
   * Begins a sketch of some layers. Caller closes.
   *
   * @param width neurons a layer
   * @throws org.rhodb.engine.error.QueryException R504, R505
   */
  Writer create(SketchKey key, int firstLayer, int lastLayer, int width);

  /**
   * Opens a layer after its bytes were found to be those of the ledger. Caller closes.
   *
   * @throws org.rhodb.engine.error.QueryException X409 if it is missing or damaged
   */
  Reader open(SketchKey key, int layer);

  /** A sketch that is being written; closing without {@link #commit} leaves nothing behind. */
  interface Writer extends AutoCloseable {

    /** Appends a row of a layer, from an array's place on. */
    void append(int layer, float[] values, int first);

    /** Appends a row of a layer's moments. */
    void appendMoments(int layer, double[] values);

    /**
     * Makes it durable and enters it in the ledger.
     *
     * @throws org.rhodb.engine.error.QueryException R505 if it cannot be written
     */
    void commit();

    @Override
    void close();
  }

  /** One layer of a sketch. */
  interface Reader extends AutoCloseable {

    /** Returns the number of rows. */
    long rows();

    /** Returns the neurons of the layer. */
    int width();

    /** Reads rows to the beginning of an array, row-major. */
    void read(long first, int rows, float[] values);

    /** Returns a row of the moments. */
    double[] moments(int row);

    @Override
    void close();
  }
}
