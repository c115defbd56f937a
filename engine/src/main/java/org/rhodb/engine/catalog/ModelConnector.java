package org.rhodb.engine.catalog;

import java.nio.file.Path;
import java.util.List;

/** Connector for models: finds checkpoints behind the text after FROM and opens their weights. */
public interface ModelConnector {

  /** Returns the connector's name as the catalog stores it. */
  String name();

  /**
   * Lists the checkpoints of a source, by rising step, reading no weights.
   *
   * @param source the text after FROM; a relative path is relative to {@code folder}
   * @param folder what relative paths are relative to
   * @throws org.rhodb.engine.error.QueryException X401, X405, X408, U3xx
   */
  List<Found> find(String source, Path folder);

  /**
   * Returns whether this connector reads sources of this form (by scheme or by what is on disk).
   */
  boolean reads(String source, Path folder);

  /**
   * Opens a checkpoint and checks its headers; weights are mapped, not read. Caller closes.
   *
   * @param location a {@link Found#location} of this connector
   */
  WeightSource open(String location);

  /**
   * A checkpoint that was found.
   *
   * @param step training step; 0 where the source states none
   * @param location what {@link #open} takes
   */
  record Found(long step, String location) {}
}
